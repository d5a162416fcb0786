using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Arrays out of a MATLAB file of version 5, compressed or not, written on a little-endian machine.</summary>
/// <remarks>MathWorks, "MAT-File Format", chapter 1, version 5.</remarks>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int TypeMatrix = 14;
    private const int TypeCompressed = 15;
    private const int MaxDimensions = 32;
    private const int MostElements = 10_000;

    /// <summary>Reads the arrays of some names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The names wanted.</param>
    /// <exception cref="DataException">The file is damaged, of another version, or lacks one of them.</exception>
    public static Dictionary<string, MatArray> Read(
        string path, params IReadOnlyCollection<string> names) => Damage.Guard(path, "MATLAB file", () =>
    {
        using var file = InputFile.Open(path);
        CheckHeader(file, path);
        var found = new Dictionary<string, MatArray>(StringComparer.Ordinal);
        for (var element = 0; found.Count < names.Count && file.Position < file.Length; element++)
        {
            if (element == MostElements)
            {
                throw new InvalidDataException(
                    FormattableString.Invariant($"the arrays wanted are not among its first {MostElements}"));
            }

            var (type, size) = ReadTag(file);
            var next = file.Position + size;
            if (next > file.Length)
            {
                throw new EndOfStreamException();
            }

            if (ReadElement(file, path, type, size, names) is { } array)
            {
                if (!found.TryAdd(array.Name, array))
                {
                    throw new InvalidDataException($"it has {array.Name} twice");
                }
            }

            file.Position = type == TypeCompressed ? next : (next + 7) & ~7L;
        }

        return names.FirstOrDefault(name => !found.ContainsKey(name)) is { } missing
            ? throw new DataException(path, $"it has no array named {missing}")
            : found;
    });

    private static void CheckHeader(FileStream file, string path)
    {
        var header = new byte[HeaderLength];
        file.ReadExactly(header);
        var text = Encoding.Latin1.GetString(header, 0, 116);
        if (text.StartsWith("MATLAB 7.3", StringComparison.Ordinal))
        {
            throw new DataException(
                path, "it is of MATLAB's version 7.3 (HDF5), where version 5 is expected: save it with -v7");
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(124)) != 0x0100
            || header[126] != 'I'
            || header[127] != 'M')
        {
            throw new DataException(path, "it is not a little-endian MATLAB file of version 5");
        }
    }

    private static MatArray? ReadElement(
        FileStream file, string path, int type, long size, IReadOnlyCollection<string> names)
    {
        if (type == TypeMatrix)
        {
            return ReadMatrix(file, path, size, size, names);
        }

        if (type != TypeCompressed)
        {
            return null;
        }

        using var unpacked = new ZLibStream(file, CompressionMode.Decompress, leaveOpen: true);
        var (inner, innerSize) = ReadTag(unpacked);
        return inner == TypeMatrix ? ReadMatrix(unpacked, path, innerSize, size, names) : null;
    }

    private static MatArray? ReadMatrix(
        Stream stream, string path, long size, long packed, IReadOnlyCollection<string> names)
    {
        ReadPart(stream, 16); // flags
        var sizes = ReadPart(stream, MaxDimensions * 4);
        var name = Encoding.Latin1.GetString(ReadPart(stream, 256));
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        var dimensions = Enumerable.Range(0, sizes.Length / 4)
            .Select(i => BinaryPrimitives.ReadInt32LittleEndian(sizes.AsSpan(4 * i)))
            .ToArray();
        var (type, length, small) = ReadTagOrValue(stream);
        if (small is not null)
        {
            return new MatArray(name, dimensions, type, Bytes.FromStream(new MemoryStream(small), length))
                .Checked(path);
        }

        if (length > size)
        {
            throw new DataException(
                path, FormattableString.Invariant($"array {name} declares {length} bytes within {size}"));
        }

        Compression.Check(path, length, packed);
        return new MatArray(name, dimensions, type, Bytes.FromStream(stream, length)).Checked(path);
    }

    /// <summary>A short part of an array's description.</summary>
    private static byte[] ReadPart(Stream stream, int max)
    {
        var (_, length, small) = ReadTagOrValue(stream);
        if (small is not null)
        {
            return small;
        }

        if (length > max)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a description of {length} bytes"));
        }

        var bytes = new byte[(length + 7) & ~7];
        stream.ReadExactly(bytes);
        return bytes[..(int)length];
    }

    /// <summary>A tag; up to four bytes of data are packed into the tag itself.</summary>
    private static (int Type, long Length, byte[]? Value) ReadTagOrValue(Stream stream)
    {
        var tag = new byte[8];
        stream.ReadExactly(tag);
        var packed = BinaryPrimitives.ReadUInt16LittleEndian(tag.AsSpan(2));
        if (packed == 0)
        {
            return (
                BinaryPrimitives.ReadUInt16LittleEndian(tag),
                BinaryPrimitives.ReadUInt32LittleEndian(tag.AsSpan(4)),
                null);
        }

        return packed <= 4
            ? (BinaryPrimitives.ReadUInt16LittleEndian(tag), packed, tag[4..(4 + packed)])
            : throw new InvalidDataException("a tag that cannot be");
    }

    private static (int Type, long Size) ReadTag(Stream stream)
    {
        Span<byte> tag = stackalloc byte[8];
        stream.ReadExactly(tag);
        return (BinaryPrimitives.ReadInt32LittleEndian(tag), BinaryPrimitives.ReadUInt32LittleEndian(tag[4..]));
    }
}
