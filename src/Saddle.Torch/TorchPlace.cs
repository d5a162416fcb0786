namespace Saddle.Torch;

/// <summary>
/// The folder of the libtorch that this process has loaded. Two of them in one process would share names, of which the
/// first to be found wins: what is computed then is neither's.
/// </summary>
internal static class TorchPlace
{
    private const string Maps = "/proc/self/maps";

    /// <summary>The folder, or null where this system does not tell what is loaded.</summary>
    /// <exception cref="MissingComponentException">Its libraries come from several folders.</exception>
    public static string? OfThisProcess() => File.Exists(Maps) ? Of(File.ReadLines(Maps)) : null;

    /// <summary>The folder of libtorch's libraries among those that are mapped.</summary>
    /// <param name="maps">A line a mapping, its file last, as proc(5) has it.</param>
    /// <exception cref="MissingComponentException">They come from several folders.</exception>
    public static string? Of(IEnumerable<string> maps)
    {
        var folders = maps.Select(line => line.IndexOf('/') is >= 0 and var start ? line[start..] : string.Empty)
            .Where(IsOfTorch)
            .Select(path => Path.GetDirectoryName(path)!)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return folders.Length <= 1
            ? folders.FirstOrDefault()
            : throw new MissingComponentException(
                $"two libtorch are loaded at once, from {string.Join(" and ", folders)}; expected one: take the other "
                + "out of LD_LIBRARY_PATH and LD_PRELOAD, or name the one to use with SADDLE_LIBTORCH and start "
                + "through ./saddle, which builds the bridge to it");
    }

    private static bool IsOfTorch(string path) => Path.GetFileName(path.AsSpan()) is var name
        && (name.StartsWith("libtorch", StringComparison.Ordinal)
            || name.StartsWith("libc10", StringComparison.Ordinal));
}
