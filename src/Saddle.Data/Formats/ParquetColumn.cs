using System.Buffers.Binary;
using System.Numerics;

namespace Saddle.Data.Formats;

/// <summary>Reads the values of a column of a Parquet file, page after page: one page is in memory at a time.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="column">The column, of which a row has one value or none.</param>
/// <param name="unpacking">Counts what is unpacked.</param>
internal sealed class ParquetColumn(Bytes file, string path, ParquetField column, Unpacking unpacking)
{
    /// <summary>What stands for a value that is missing.</summary>
    public const int Missing = -1;

    private const int MostPage = 1 << 30;
    private const int MostEmptyPages = 100;
    private long _read;

    /// <summary>Takes a value's bytes; of what a dictionary holds, once for all rows that have it.</summary>
    /// <param name="value">The bytes: as they are of a binary, from the lowest on of a number.</param>
    /// <returns>A number for it, which its rows get.</returns>
    public delegate int Take(ReadOnlySpan<byte> value);

    /// <summary>Reads the values of a group of rows.</summary>
    /// <param name="chunk">Where they lie.</param>
    /// <param name="take">Takes each.</param>
    /// <param name="rows">Gets a number for each row, or <see cref="Missing"/>.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    /// <exception cref="NotSupportedException">They are written in a way that is not read.</exception>
    /// <exception cref="DataException">They unpack to more than is allowed.</exception>
    public void Read(ParquetChunk chunk, Take take, List<int> rows)
    {
        var (at, end, left) = (chunk.Start, chunk.Start + chunk.Length, chunk.Count);
        if (end > file.Length)
        {
            throw new EndOfStreamException();
        }

        int[]? dictionary = null;
        for (var pages = 0L; left > 0; pages++)
        {
            var page = pages < chunk.Count + MostEmptyPages
                ? ParquetPage.Read(file, at, end)
                : throw new InvalidDataException("a column has more pages than values");
            at += page.Head;
            var bytes = page.Kind is ParquetPage.Data or ParquetPage.Dictionary or ParquetPage.NewData
                ? Bytes(page, at)
                : [];
            at += page.Packed;
            switch (page.Kind)
            {
                case ParquetPage.Dictionary:
                    dictionary = dictionary is null
                        ? Plain(ParquetCodec.Unpack(chunk.Codec, bytes, page.Unpacked), page.Count, take)
                        : throw new InvalidDataException("a column has two dictionaries in one group of rows");
                    break;
                case ParquetPage.Data or ParquetPage.NewData:
                    left -= page.Count <= left
                        ? page.Count
                        : throw new InvalidDataException("a column has more values than its group has rows");
                    Values(page, chunk.Codec, bytes, dictionary, take, rows);
                    break;
            }
        }
    }

    // Pages that lie over one another would make more of a file than it has.
    private byte[] Bytes(ParquetPage page, long at)
    {
        _read += page.Head + page.Packed;
        if (_read > file.Length)
        {
            throw new InvalidDataException("its pages lie over one another");
        }

        Compression.Check(path, page.Unpacked, page.Packed, MostPage);
        unpacking.Take(page.Unpacked);
        var bytes = new byte[page.Packed];
        file.Read(at, bytes);
        return bytes;
    }

    private void Values(ParquetPage page, int codec, byte[] bytes, int[]? dictionary, Take take, List<int> rows)
    {
        var (levels, values) = page.Kind == ParquetPage.Data ? Parts(page, codec, bytes) : NewParts(page, codec, bytes);
        var there = new int[page.Count];
        if (column.Depth > 0)
        {
            ParquetRuns.Read(levels.Span, BitOperations.Log2((uint)column.Depth) + 1, there);
        }

        var count = there.Count(level => level == column.Depth);
        var numbers = page.Encoding switch
        {
            0 => Plain(values.Span, count, take),
            2 or 8 => Named(values.Span, count, dictionary),
            6 or 7 when column.Type == ParquetType.Binary =>
                ParquetDelta.Read(values.Span, count, withPrefixes: page.Encoding == 7, unpacking, take),
            _ => throw new NotSupportedException(
                FormattableString.Invariant($"the values of {column} are written by encoding {page.Encoding}; ")
                + "expected plain values, a dictionary, or lengths by their differences"),
        };
        var next = 0;
        foreach (var level in there)
        {
            rows.Add(level == column.Depth ? numbers[next++] : Missing);
        }
    }

    // Before the values stands the length of the levels, and those.
    private (ReadOnlyMemory<byte> Levels, ReadOnlyMemory<byte> Values) Parts(ParquetPage page, int codec, byte[] bytes)
    {
        ReadOnlyMemory<byte> all = ParquetCodec.Unpack(codec, bytes, page.Unpacked);
        if (column.Depth == 0)
        {
            return (default, all);
        }

        if (page.LevelEncoding != ParquetPage.Runs)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"which values of {column} are missing is written by encoding {page.LevelEncoding}; expected runs"));
        }

        var length = all.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(all.Span);
        return length <= all.Length - 4L
            ? (all.Slice(4, (int)length), all[(4 + (int)length)..])
            : throw new InvalidDataException("a page ends before its values");
    }

    // The levels come first, and are never compressed.
    private static (ReadOnlyMemory<byte> Levels, ReadOnlyMemory<byte> Values) NewParts(
        ParquetPage page, int codec, ReadOnlyMemory<byte> bytes)
    {
        if (page.LevelBytes > Math.Min(bytes.Length, page.Unpacked))
        {
            throw new InvalidDataException("a page ends before its values");
        }

        var values = bytes[page.LevelBytes..];
        return (
            bytes[..page.LevelBytes],
            page.IsPacked ? ParquetCodec.Unpack(codec, values, page.Unpacked - page.LevelBytes) : values);
    }

    private int[] Plain(ReadOnlySpan<byte> bytes, int count, Take take)
    {
        var fixedLength = column.Type switch
        {
            ParquetType.Binary => 0,
            ParquetType.Int32 => 4,
            ParquetType.Int64 => 8,
            _ => throw new NotSupportedException($"{column} has neither bytes nor whole numbers"),
        };
        var least = fixedLength == 0 ? 4 : fixedLength;
        if (count > bytes.Length / least)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"a page claims {count} values in {bytes.Length} bytes"));
        }

        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            var length = (uint)fixedLength;
            if (fixedLength == 0)
            {
                length = bytes.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                bytes = bytes[Math.Min(4, bytes.Length)..];
            }

            if (length > bytes.Length)
            {
                throw new InvalidDataException("a page ends within a value");
            }

            numbers[i] = take(bytes[..(int)length]);
            bytes = bytes[(int)length..];
        }

        return numbers;
    }

    private static int[] Named(ReadOnlySpan<byte> bytes, int count, int[]? dictionary)
    {
        var names = new int[count];
        if (count == 0)
        {
            return names;
        }

        if (dictionary is null || bytes.IsEmpty)
        {
            throw new InvalidDataException("a page names values of a dictionary that is not there");
        }

        ParquetRuns.Read(bytes[1..], bytes[0], names);
        for (var i = 0; i < count; i++)
        {
            names[i] = (uint)names[i] < (uint)dictionary.Length
                ? dictionary[names[i]]
                : throw new InvalidDataException(FormattableString.Invariant(
                    $"a page names value {(uint)names[i]} of a dictionary of {dictionary.Length}"));
        }

        return names;
    }
}
