using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>An IDX file of bytes, plain or compressed by gzip: MNIST's format.</summary>
/// <remarks>
/// Two zero bytes, the kind of number (8: unsigned bytes), the number of dimensions, the sizes as big-endian 32-bit
/// integers, the values. http://yann.lecun.com/exdb/mnist. A plain file is read when it is asked for; a compressed one
/// is unpacked into memory.
/// </remarks>
internal sealed class Idx : IDisposable
{
    private readonly string _path;
    private readonly Bytes _bytes;
    private readonly long _start;

    private Idx(string path, Bytes bytes, long start, int[] sizes)
    {
        (_path, _bytes, _start, Sizes) = (path, bytes, start, sizes);
        ItemLength = sizes.Skip(1).Aggregate(1, (product, size) => checked(product * size));
    }

    /// <summary>The sizes of the dimensions; the first is the number of items.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The number of bytes of an item.</summary>
    public int ItemLength { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; compressed if it begins as gzip does.</param>
    /// <param name="dimensions">The number of dimensions expected.</param>
    /// <exception cref="DataException">
    /// The file is not IDX, is cut short or too long, or its compression is damaged.
    /// </exception>
    public static Idx Open(string path, int dimensions)
    {
        using var file = InputFile.Open(path);
        var compressed = (file.ReadByte(), file.ReadByte()) is (0x1F, 0x8B);
        file.Position = 0;
        try
        {
            return compressed ? OpenGzip(path, file, dimensions) : OpenPlain(path, file, dimensions);
        }
        catch (InvalidDataException damage)
        {
            throw new DataException(path, $"the gzip compression is damaged ({damage.Message.TrimEnd('.')})");
        }
        catch (OverflowException)
        {
            throw new DataException(path, "its header declares more bytes than can be");
        }
        catch (EndOfStreamException)
        {
            throw new DataException(path, "the file is cut short: it ends before all that its header declares");
        }
    }

    /// <summary>Copies an item's bytes.</summary>
    /// <param name="index">The item's number.</param>
    /// <param name="item">The result, of <see cref="ItemLength"/>.</param>
    public void Read(long index, Span<byte> item)
    {
        Request.Check<byte>(index, Sizes[0], item, ItemLength);
        try
        {
            _bytes.Read(_start + (index * ItemLength), item);
        }
        catch (EndOfStreamException)
        {
            throw new DataException(_path, "the file was cut short while it was open");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private static Idx OpenPlain(string path, FileStream file, int dimensions)
    {
        var (sizes, length) = ReadHeader(path, file, dimensions);
        var (start, found) = (file.Position, file.Length - file.Position);
        return found == length
            ? new Idx(path, Bytes.FromFile(path), start, sizes)
            : throw new DataException(
                path,
                FormattableString.Invariant(
                    $"the header declares {length} bytes of data ({string.Join(" x ", sizes)}), but {found} follow"));
    }

    private static Idx OpenGzip(string path, FileStream file, int dimensions)
    {
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        var (sizes, length) = ReadHeader(path, unpacked, dimensions);
        Compression.Check(path, length, file.Length);
        var bytes = Bytes.FromStream(unpacked, length);
        return unpacked.ReadByte() < 0
            ? new Idx(path, bytes, 0, sizes)
            : throw new DataException(
                path,
                FormattableString.Invariant(
                    $"more follows the {length} bytes of data that the header declares ({string.Join(" x ", sizes)})"));
    }

    private static (int[] Sizes, long Length) ReadHeader(string path, Stream stream, int dimensions)
    {
        Span<byte> word = stackalloc byte[4];
        stream.ReadExactly(word);
        var expected = 0x0800 + dimensions;
        var magic = BinaryPrimitives.ReadInt32BigEndian(word);
        if (magic != expected)
        {
            throw new DataException(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it begins with 0x{magic:X8}, where IDX of unsigned bytes in {dimensions} "
                    + $"dimension{(dimensions == 1 ? "" : "s")} begins with 0x{expected:X8}"));
        }

        var sizes = new int[dimensions];
        var length = 1L;
        for (var i = 0; i < dimensions; i++)
        {
            stream.ReadExactly(word);
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(word);
            var max = i == 0 ? int.MaxValue : ImageSize.MaxSide;
            length = sizes[i] > 0 && sizes[i] <= max
                ? checked(length * sizes[i])
                : throw new DataException(
                    path,
                    FormattableString.Invariant(
                        $"dimension {i + 1} is declared as {(uint)sizes[i]}, where 1 to {max} is expected"));
        }

        return (sizes, length);
    }
}
