using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Image files by their names, sorted; where they lie in several folders, the folders are classes.</summary>
internal abstract class NamedImages : IImages, IImageFiles, ILeaveOut
{
    /// <summary>The most bytes of an image file.</summary>
    public const int MaxLength = 256 << 20;

    public abstract long Count { get; }

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

    /// <summary>A file's bytes and its name, for messages.</summary>
    protected abstract (byte[] Bytes, string Name) ReadFile(long index);
}
