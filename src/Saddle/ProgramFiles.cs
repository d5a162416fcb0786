namespace Saddle;

/// <summary>Where files that come with the program lie: libraries and models that are not in its own folder.</summary>
public static class ProgramFiles
{
    /// <summary>
    /// The places of a file, the first first: in a folder of the program's own when installed; in that folder of
    /// artifacts when built.
    /// </summary>
    /// <param name="program">The program's folder, as <see cref="AppContext.BaseDirectory"/> has it.</param>
    /// <param name="folder">The folder's name.</param>
    /// <param name="file">The file's name.</param>
    /// <remarks>Nowhere else: a library is code, and a folder further up may be another user's.</remarks>
    /// <example><code>ProgramFiles.Places(AppContext.BaseDirectory, "native", "libsaddle_torch.so")</code></example>
    public static IEnumerable<string> Places(string program, string folder, string file)
    {
        var own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(program));
        yield return Path.Combine(own, folder, file);
        if (own.Split(Path.DirectorySeparatorChar) is [.., "artifacts", "bin", _, _])
        {
            yield return Path.GetFullPath(Path.Combine(own, "..", "..", "..", folder, file));
        }
    }
}
