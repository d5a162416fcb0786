namespace Saddle.App;

/// <summary>An empty folder of its own that is gone, with all in it, when it is let go.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("saddle-").FullName;

    /// <summary>The path of what lies in it.</summary>
    /// <param name="names">The names of the folders on the way, and its own.</param>
    public string At(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
