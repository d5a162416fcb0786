using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Image files by their names, sorted.</summary>
/// <param name="names">The files' names, with their folders.</param>
internal abstract class NamedImages(IReadOnlyList<string> names) : IImages, IImageFiles, ILeaveOut
{
    /// <summary>The most bytes of an image file.</summary>
    public const int MaxLength = 256 << 20;

    public long Count => names.Count;

    /// <summary>The files' names.</summary>
    protected IReadOnlyList<string> Names => names;

    public string? LeftOut { get; init; }

    public Image Read(long index)
    {
        Request.Check(index, Count);
        var (bytes, name) = ReadFile(index);
        return ImageDecoder.Decode(bytes, name);
    }

    public byte[] ReadBytes(long index)
    {
        Request.Check(index, Count);
        return ReadFile(index).Bytes;
    }

    public abstract void Dispose();

    /// <summary>The same, with the folders that they lie in as classes where there are several.</summary>
    public NamedImages Classed()
    {
        var classes = new FolderClasses(names);
        return classes.Classes.Count > 1 ? new Labelled(this, names, classes) { LeftOut = LeftOut } : this;
    }

    /// <summary>A file's bytes and its name, for messages.</summary>
    protected abstract (byte[] Bytes, string Name) ReadFile(long index);

    private sealed class Labelled(NamedImages images, IReadOnlyList<string> names, FolderClasses classes)
        : NamedImages(names), ILabelled
    {
        public IReadOnlyList<string> Classes => classes.Classes;

        public int Label(long index) => classes.Label(index);

        public override void Dispose() => images.Dispose();

        protected override (byte[] Bytes, string Name) ReadFile(long index) => images.ReadFile(index);
    }
}
