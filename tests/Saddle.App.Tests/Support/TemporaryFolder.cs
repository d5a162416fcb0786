namespace Saddle.App.Tests.Support;

/// <summary>A folder of its own for one test, gone afterwards. It holds one empty file, named "file".</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("saddle-tests-").FullName;
        File.WriteAllText(System.IO.Path.Combine(Path, "file"), string.Empty);
    }

    public string Path { get; }

    /// <summary>What lies in it beside "file".</summary>
    public IReadOnlyList<string> Left => [
        .. Directory.EnumerateFileSystemEntries(Path)
            .Select(entry => System.IO.Path.GetFileName(entry)!)
            .Where(name => name != "file"),
    ];

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>A file's length, in bytes; 0 where there is no such file, or none any more.</summary>
    public long Length(params string[] names) => new FileInfo(At(names)) is { Exists: true } file ? file.Length : 0;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
