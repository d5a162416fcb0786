using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Image files by their names, sorted; where they lie in several folders, the folders are classes.</summary>
internal abstract class NamedImages : IImages, IImageFiles
{
    /// <summary>The most bytes of an image file.</summary>
    public const int MaxLength = 256 << 20;

    private static readonly string[] Suffixes = [".jpg", ".jpeg", ".png", ".webp"];

    public abstract long Count { get; }

    /// <summary>
    /// Whether a file is an image, by its name. Files and folders whose name begins with a dot are none.
    /// </summary>
    public static bool IsImage(string name) =>
        Suffixes.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            && !name.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX");

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

    /// <summary>A file's bytes and its name, for messages.</summary>
    protected abstract (byte[] Bytes, string Name) ReadFile(long index);
}
