namespace Saddle.Data.Formats;

/// <summary>The head of a page of a Parquet column.</summary>
/// <param name="Kind">0 for values, 2 for a dictionary, 3 for values of the second version.</param>
/// <param name="Head">The bytes of this head.</param>
/// <param name="Packed">The bytes that follow it.</param>
/// <param name="Unpacked">The bytes that they unpack to.</param>
/// <param name="Count">How many values there are.</param>
/// <param name="Encoding">How they are written, by the format's number.</param>
/// <param name="LevelEncoding">How it is written which of them are missing.</param>
/// <param name="LevelBytes">The bytes of that before the values, in the second version.</param>
/// <param name="IsPacked">Whether the values are compressed, in the second version.</param>
internal readonly record struct ParquetPage(
    long Kind,
    int Head,
    int Packed,
    int Unpacked,
    int Count,
    long Encoding,
    long LevelEncoding,
    int LevelBytes,
    bool IsPacked)
{
    /// <summary>Values.</summary>
    public const int Data = 0;

    /// <summary>The values that others name by their numbers.</summary>
    public const int Dictionary = 2;

    /// <summary>Values of the second version.</summary>
    public const int NewData = 3;

    /// <summary>How levels are written: as runs.</summary>
    public const int Runs = 3;

    private const int FirstWindow = 1 << 12;
    private const int LastWindow = 1 << 24;

    /// <summary>Reads the head that begins at a place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">The place.</param>
    /// <param name="end">Where the column's pages end.</param>
    /// <exception cref="InvalidDataException">There is none, or the page does not fit.</exception>
    public static ParquetPage Read(Bytes file, long at, long end)
    {
        // A head has no length, and may hold the least and greatest value of its page.
        for (var size = FirstWindow; ; size <<= 4)
        {
            var window = new byte[Math.Min(size, end - at)];
            file.Read(at, window);
            try
            {
                var page = Parse(window);
                return page.Packed <= end - at - page.Head
                    ? page
                    : throw new InvalidDataException(FormattableString.Invariant(
                        $"a page at {at} claims {page.Packed} bytes, of which {end - at - page.Head} are there"));
            }
            catch (InvalidDataException) when (window.Length == size && size < LastWindow)
            {
                // Perhaps the head is longer.
            }
        }
    }

    private static ParquetPage Parse(ReadOnlySpan<byte> bytes)
    {
        var page = new ParquetPage { Kind = -1, LevelEncoding = Runs, IsPacked = true };
        var head = new ThriftMessage(bytes);
        while (head.Next())
        {
            page = head.Field switch
            {
                1 => page with { Kind = head.Number },
                2 => page with { Unpacked = Size(head.Number) },
                3 => page with { Packed = Size(head.Number) },
                5 when page.Kind == Data => First(page, head.Bytes),
                7 when page.Kind == Dictionary => First(page, head.Bytes),
                8 when page.Kind == NewData => Second(page, head.Bytes),
                _ => page,
            };
        }

        return page with { Head = bytes.Length - head.Rest.Length };
    }

    private static ParquetPage First(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        for (var field = new ThriftMessage(bytes); field.Next();)
        {
            page = field.Field switch
            {
                1 => page with { Count = Size(field.Number) },
                2 => page with { Encoding = field.Number },
                3 when page.Kind == Data => page with { LevelEncoding = field.Number },
                _ => page,
            };
        }

        return page;
    }

    private static ParquetPage Second(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        for (var field = new ThriftMessage(bytes); field.Next();)
        {
            page = field.Field switch
            {
                1 => page with { Count = Size(field.Number) },
                4 => page with { Encoding = field.Number },
                5 => page with { LevelBytes = Size(field.Number) },
                6 when field.Number != 0 => throw new InvalidDataException("a page repeats what a row has once"),
                7 => page with { IsPacked = field.Number != 0 },
                _ => page,
            };
        }

        return page;
    }

    private static int Size(long number) => number is >= 0 and <= int.MaxValue
        ? (int)number
        : throw new InvalidDataException(FormattableString.Invariant($"a page claims {number} bytes or values"));
}
