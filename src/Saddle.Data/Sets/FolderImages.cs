using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>The image files of a folder and the folders in it.</summary>
internal class FolderImages : NamedImages
{
    private readonly string _folder;
    private readonly List<string> _names;

    private FolderImages(string folder, List<string> names)
    {
        (_folder, _names) = (folder, names);
    }

    public override long Count => _names.Count;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">There is no image in it.</exception>
    public static FolderImages Open(string folder)
    {
        var images = new ImageNames();
        var names = FolderFiles.Below(folder)
            .Where(images.Take)
            .Order(StringComparer.Ordinal)
            .ToList();
        var classes = new FolderClasses(names);
        var leftOut = images.LeftOut(folder);
        return names.Count == 0 ? throw images.None(folder, "folder")
            : classes.Classes.Count > 1 ? new Labelled(folder, names, classes) { LeftOut = leftOut }
            : new FolderImages(folder, names) { LeftOut = leftOut };
    }

    public override void Dispose() => GC.SuppressFinalize(this);

    protected override (byte[] Bytes, string Name) ReadFile(long index)
    {
        var path = Path.Combine(_folder, _names[(int)index]);
        return (InputFile.ReadAll(path, MaxLength), path);
    }

    private sealed class Labelled(
        string folder, List<string> names, FolderClasses classes) : FolderImages(folder, names), ILabelled
    {
        public IReadOnlyList<string> Classes => classes.Classes;

        public int Label(long index) => classes.Label(index);
    }
}
