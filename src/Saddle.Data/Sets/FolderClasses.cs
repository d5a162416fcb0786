namespace Saddle.Data.Sets;

/// <summary>The classes that folders make.</summary>
/// <param name="names">The files' names, with their folders.</param>
internal sealed class FolderClasses(IReadOnlyList<string> names) : ILabelled
{
    private readonly string[] _classes =
    [
        .. names.Select(Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Classes => _classes;

    public int Label(long index) => Array.BinarySearch(_classes, Folder(names[(int)index]), StringComparer.Ordinal);

    private static string Folder(string name) => Path.GetDirectoryName(name) ?? string.Empty;
}
