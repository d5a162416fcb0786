using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Image files that lie below a folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="names">Their paths, from the folder where they do not begin at the root.</param>
internal sealed class FolderImages(string folder, IReadOnlyList<string> names) : NamedImages(names)
{
    /// <summary>Opens the image files of a folder and the folders in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">There is no image in it.</exception>
    public static NamedImages Open(string folder)
    {
        var images = new ImageNames();
        var names = FolderFiles.Below(folder)
            .Where(images.Take)
            .Where(name => images.CanOpen(folder, name))
            .Order(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0
            ? throw images.None(folder, "folder")
            : new FolderImages(folder, names) { LeftOut = images.LeftOut(folder) }.Classed();
    }

    public override void Dispose()
    {
        // Nothing is open.
    }

    protected override (byte[] Bytes, string Name) ReadFile(long index)
    {
        var path = Path.Combine(folder, Names[(int)index]);
        return (InputFile.ReadAll(path, MaxLength), path);
    }
}
