namespace Saddle.Data.Formats;

/// <summary>Small whole numbers as Parquet writes them: runs of one value, and values of so many bits each.</summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/Encodings.md, RLE = 3.</remarks>
internal static class ParquetRuns
{
    private const int MostBits = 32;

    /// <summary>Reads numbers.</summary>
    /// <param name="bytes">The runs.</param>
    /// <param name="width">The bits of a number, 0 to 32.</param>
    /// <param name="result">Takes them: as many as it has room for.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, int width, Span<int> result)
    {
        if (width > MostBits)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"its numbers have {width} bits, where at most {MostBits} are expected"));
        }

        while (result.Length > 0)
        {
            var head = ProtobufMessage.Varint(ref bytes);
            var isPacked = (head & 1) != 0;
            var most = head >> 1 > int.MaxValue / 8 ? int.MaxValue : (long)(head >> 1) * (isPacked ? 8 : 1);
            var count = (int)Math.Min(most, result.Length);
            var taken = isPacked ? ((most * width) + 7) / 8 : (width + 7) / 8;
            if (((isPacked ? (long)count * width : width) + 7) / 8 > bytes.Length)
            {
                throw new InvalidDataException("a run of numbers ends too early");
            }

            if (isPacked)
            {
                Unpack(bytes, width, result[..count]);
            }
            else
            {
                result[..count].Fill(Number(bytes, 0, width));
            }

            bytes = bytes[(int)Math.Min(taken, bytes.Length)..];
            result = result[count..];
        }
    }

    /// <summary>Reads numbers of one width that lie side by side.</summary>
    /// <param name="bytes">They, and no fewer than there is room for.</param>
    /// <param name="width">The bits of a number, 0 to 32.</param>
    /// <param name="result">Takes them.</param>
    public static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<int> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Number(bytes, (long)i * width, width);
        }
    }

    private static int Number(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        var (first, shift, word) = ((int)(bit >> 3), (int)(bit & 7), 0UL);
        for (var i = 0; i < (shift + width + 7) / 8; i++)
        {
            word |= (ulong)bytes[first + i] << (8 * i);
        }

        return (int)((word >> shift) & ((1UL << width) - 1));
    }
}
