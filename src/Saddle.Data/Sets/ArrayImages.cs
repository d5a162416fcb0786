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
    private readonly FileStream _file;
    private readonly long _begin;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly bool _isPlanar;

    private ArrayImages(string name, FileStream file, NpyReader array)
    {
        (_name, _file, _begin) = (name, file, file.Position);
        var shape = array.Shape;
        _isPlanar = shape.Count == 4 && shape[3] is not (1 or 3);
        (Count, _channels) = (shape[0], shape.Count == 3 ? 1 : (int)shape[_isPlanar ? 1 : 3]);
        var (height, width) = _isPlanar ? (shape[2], shape[3]) : (shape[1], shape[2]);
        ImageSize.Check(name, width, height);
        (_height, _width) = ((int)height, (int)width);
    }

    public long Count { get; }

    /// <summary>Opens such an array; null where a file has none.</summary>
    /// <param name="path">A .npy or .npz.</param>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    public static ArrayImages? Open(string path)
    {
        if (string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase))
        {
            return Over(path, InputFile.Open(path));
        }

        using var zip = Zip.Open(path);
        foreach (var entry in Damage.Guard(path, ".npz", () => zip.Entries.ToList()))
        {
            var name = $"{path}, {Excerpt.Of(entry.FullName)}";
            using (var beginning = Damage.Guard(name, ".npz", entry.Open))
            {
                if (!IsNpy(entry) || !AreImages(new NpyReader(beginning, name, entry.Length, wholes: true)))
                {
                    continue;
                }
            }

            Compression.Check(name, entry.Length, entry.CompressedLength);
            using var stream = Damage.Guard(name, ".npz", entry.Open);
            return Over(name, ScratchFile.Of(stream, name, ".npz"));
        }

        return null;
    }

    public Image Read(long index)
    {
        Request.Check(index, Count);
        var pixels = new byte[_height * _width * _channels];
        var at = _begin + (index * pixels.Length);
        for (var done = 0; done < pixels.Length;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, pixels.AsSpan(done), at + done);
            done += read > 0 ? read : throw new DataException(_name, "it is cut short");
        }

        return new(
            _width,
            _height,
            _channels,
            _isPlanar && _channels > 1 ? Woven(pixels) : pixels,
            FormattableString.Invariant($"{_name}, image {index}"));
    }

    public void Dispose() => _file.Dispose();

    private static bool IsNpy(ZipArchiveEntry entry) => entry.FullName.EndsWith(".npy", StringComparison.Ordinal);

    private static bool AreImages(NpyReader array) => array is { IsBytes: true, FortranOrder: false } && array.Shape is
        [> 0, > 1, > 1] or [> 0, > 0, > 0, 1 or 3] or [> 0, 1 or 3, > 0, > 0];

    private static ArrayImages? Over(string name, FileStream file)
    {
        try
        {
            var array = new NpyReader(file, name, file.Length, wholes: true);
            if (AreImages(array))
            {
                return new(name, file, array);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
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
