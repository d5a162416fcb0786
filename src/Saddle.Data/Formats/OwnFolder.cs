namespace Saddle.Data.Formats;

/// <summary>
/// A folder that may come from anybody, a copied run say: what lies in it is reached by name, and never through a link,
/// so that nothing outside it is read, written or deleted. The folder itself may be reached through links: whoever
/// named it chose them.
/// </summary>
/// <param name="Path">The folder.</param>
/// <remarks>
/// A name is looked at before it is used: this holds against what lies there, not against a process of the same user
/// that changes it meanwhile.
/// </remarks>
public sealed record OwnFolder(string Path)
{
    /// <summary>What SQLite keeps beside a file.</summary>
    private static readonly string[] Companions = ["-journal", "-wal", "-shm"];

    /// <summary>How to list what lies in a folder without links.</summary>
    internal static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly EnumerationOptions NoLinksBelow = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
    };

    /// <summary>The path of a file or a folder in it, which need not be there.</summary>
    /// <param name="names">The names on the way, the outermost first.</param>
    /// <exception cref="DataException">
    /// On the way, or there, is a link, or what is neither a file nor a folder.
    /// </exception>
    public string At(params ReadOnlySpan<string> names)
    {
        var path = Path;
        foreach (var name in names)
        {
            path = System.IO.Path.Combine(path, name);
            if (Trouble(name, path) is { } trouble)
            {
                throw new DataException(path, trouble);
            }
        }

        return path;
    }

    /// <summary>Whether a file of its own is in it.</summary>
    /// <param name="name">The file's name.</param>
    public bool Has(string name) =>
        System.IO.Path.Combine(Path, name) is var path && Trouble(name, path) is null && File.Exists(path);

    /// <summary>The path of an SQLite file in it, which need not be there.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="DataException">It, or what SQLite keeps beside it, is a link or no file.</exception>
    public string Database(string name)
    {
        foreach (var companion in Companions)
        {
            _ = At($"{name}{companion}");
        }

        return At(name);
    }

    /// <summary>The files of a folder in it, by path, without links; none where there is no such folder.</summary>
    /// <param name="folder">The folder's name.</param>
    /// <param name="pattern">Which files, such as <c>step-*</c>.</param>
    /// <exception cref="DataException">The folder is a link.</exception>
    public IEnumerable<string> Files(string folder, string pattern) =>
        At(folder) is var path && Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, NoLinks) : [];

    /// <summary>The files in it and in its folders, by path, without links and what lies behind them.</summary>
    /// <param name="pattern">Which files, such as <c>*.tmp</c>.</param>
    public IEnumerable<string> FilesBelow(string pattern) => Directory.EnumerateFiles(Path, pattern, NoLinksBelow);

    private static string? Trouble(string name, string path)
    {
        if (name is "" or "." or ".." || name.Any(c => c is '/' or '\0'))
        {
            return "leads elsewhere; expected the name of one file or folder";
        }

        var found = new FileInfo(path);
        return found.LinkTarget is not null
            ? "is a link, and links inside such a folder are not followed; expected a file or a folder of its own"
            : found.Exists && FileKinds.Of(path, follow: false) is not (FileKind.Regular or FileKind.None)
                ? "is neither a file nor a folder; expected a file"
                : null;
    }
}
