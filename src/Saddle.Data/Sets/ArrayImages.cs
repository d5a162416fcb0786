using System.IO.Compression;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// Images as one array of bytes, [n, height, width, 3] as OpenAI's evaluation batches have them, [n, 3, height, width],
/// or grey with one channel or none: a .npy, or the one such array of an .npz.
/// </summary>
internal sealed class ArrayImages : IImages
{
    private readonly string _name;
    private readonly Bytes _file;
    private readonly long _begin;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly bool _isPlanar;

    private ArrayImages(string name, FileStream file)
    {
        var shape = new NpyReader(file, name, file.Length, wholes: true).Shape;
        (_name, _file, _begin) = (name, Bytes.Of(file), file.Position);
        _isPlanar = shape.Count == 4 && shape[3] is not (1 or 3);
        (Count, _channels) = (shape[0], shape.Count == 3 ? 1 : (int)shape[_isPlanar ? 1 : 3]);
        var (height, width) = _isPlanar ? (shape[2], shape[3]) : (shape[1], shape[2]);
        ImageSize.Check(name, width, height);
        (_height, _width) = ((int)height, (int)width);
    }

    public long Count { get; }

    /// <summary>Whether a file has such an array, by its head.</summary>
    /// <param name="path">A .npy or .npz.</param>
    /// <exception cref="DataException">It is missing, or no zip.</exception>
    public static bool AreIn(string path)
    {
        if (IsPlain(path))
        {
            using var file = InputFile.Open(path);
            return AreIn(file, path, file.Length);
        }

        using var zip = Zip.Open(path);
        return Find(zip, path) is not null;
    }

    /// <summary>Opens such an array.</summary>
    /// <param name="path">A .npy or .npz.</param>
    /// <exception cref="DataException">It is missing or damaged, or has none.</exception>
    public static ArrayImages Open(string path)
    {
        if (!AreIn(path))
        {
            throw new DataException(path, "it has no array of images; expected bytes, [n, height, width, 3]");
        }

        return IsPlain(path) ? Over(path, InputFile.Open(path)) : Unpacked(path);
    }

    public Image Read(long index)
    {
        Request.Check(index, Count);
        var pixels = new byte[_height * _width * _channels];
        _file.Read(_begin + (index * pixels.Length), pixels);
        return new(
            _width,
            _height,
            _channels,
            _isPlanar && _channels > 1 ? Woven(pixels) : pixels,
            FormattableString.Invariant($"{_name}, image {index}"));
    }

    public void Dispose() => _file.Dispose();

    private static bool IsPlain(string path) =>
        string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase);

    private static ArrayImages Unpacked(string path)
    {
        using var zip = Zip.Open(path);
        var entry = Find(zip, path)!;
        var name = $"{path}, {Excerpt.Of(entry.FullName)}";
        Compression.Check(name, entry.Length, entry.CompressedLength);
        using var stream = Damage.Guard(name, ".npz", entry.Open);
        return Over(name, ScratchFile.Of(stream, name, ".npz"));
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string path) => Damage.Guard(path, ".npz", () => zip.Entries
        .Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
        .FirstOrDefault(entry =>
        {
            using var beginning = entry.Open();
            return AreIn(beginning, path, entry.Length);
        }));

    // An array of another kind, of words say, is none of images; who reads it as what it is names what is wrong.
    private static bool AreIn(Stream beginning, string name, long length)
    {
        try
        {
            // [height, width, 3] is one picture in colour, and no pictures of three columns.
            return new NpyReader(beginning, name, length, wholes: true) is { IsBytes: true, FortranOrder: false } array
                && array.Shape is [> 0, > 1, > 1 and not (3 or 4)] or [> 0, > 0, > 0, 1 or 3]
                    or [> 0, 1 or 3, > 0, > 0];
        }
        catch (DataException)
        {
            return false;
        }
    }

    private static ArrayImages Over(string name, FileStream file)
    {
        try
        {
            return new(name, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private byte[] Woven(byte[] planes)
    {
        var (pixels, area) = (new byte[planes.Length], _height * _width);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = planes[(i % _channels * area) + (i / _channels)];
        }

        return pixels;
    }
}
