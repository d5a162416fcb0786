namespace Saddle.Data.Formats;

/// <summary>
/// Bytes and texts of which Parquet writes the lengths by their differences, and perhaps common beginnings.
/// </summary>
/// <remarks>
/// https://github.com/apache/parquet-format/blob/master/Encodings.md: DELTA_BINARY_PACKED = 5,
/// DELTA_LENGTH_BYTE_ARRAY = 6 and DELTA_BYTE_ARRAY = 7.
/// </remarks>
internal static class ParquetDelta
{
    private const int MostBits = 32;
    private const int MostBlock = 1 << 16;

    /// <summary>Reads values.</summary>
    /// <param name="bytes">What a page has of them.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="withPrefixes">Whether each begins as the one before it, for a length that comes first.</param>
    /// <param name="unpacking">Counts the bytes of values with common beginnings.</param>
    /// <param name="take">Takes each value.</param>
    /// <returns>Their numbers.</returns>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    /// <exception cref="DataException">They make more bytes than are allowed.</exception>
    public static int[] Read(
        ReadOnlySpan<byte> bytes, int count, bool withPrefixes, Unpacking unpacking, ParquetColumn.Take take)
    {
        var result = new int[count];
        if (count == 0)
        {
            return result;
        }

        var prefixes = withPrefixes ? Lengths(ref bytes, count) : null;
        var lengths = Lengths(ref bytes, count);
        byte[] value = [];
        for (var i = 0; i < count; i++)
        {
            if (lengths[i] > bytes.Length)
            {
                throw new InvalidDataException("a page ends within a value");
            }

            var own = bytes[..lengths[i]];
            bytes = bytes[lengths[i]..];
            if (prefixes is null)
            {
                result[i] = take(own);
                continue;
            }

            unpacking.Take((long)prefixes[i] + own.Length);
            value = prefixes[i] <= value.Length
                ? [.. value.AsSpan(0, prefixes[i]), .. own]
                : throw new InvalidDataException("a value begins with more of the one before it than that has");
            result[i] = take(value);
        }

        return result;
    }

    private static int[] Lengths(ref ReadOnlySpan<byte> bytes, int count)
    {
        var block = ProtobufMessage.Varint(ref bytes);
        var parts = ProtobufMessage.Varint(ref bytes);
        var claimed = ProtobufMessage.Varint(ref bytes);
        var first = Signed(ref bytes);
        if (claimed != (ulong)count || block is 0 or > MostBlock || parts == 0 || block % (8 * parts) != 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{claimed} lengths in blocks of {block} in {parts} parts, where {count} are expected"));
        }

        var result = new int[count];
        result[0] = first;
        for (var at = 1; at < count;)
        {
            at = Block(ref bytes, (int)block, (int)parts, result, at);
        }

        return Array.TrueForAll(result, length => length >= 0)
            ? result
            : throw new InvalidDataException("a value has a negative length");
    }

    // Each part of a block has its own number of bits; what the last lacks of values is filled up, further parts are
    // not there.
    private static int Block(ref ReadOnlySpan<byte> bytes, int block, int parts, int[] result, int at)
    {
        var least = Signed(ref bytes);
        var widths = Taken(ref bytes, parts);
        var differences = new int[block / parts];
        for (var part = 0; part < parts && at < result.Length; part++)
        {
            var width = widths[part];
            if (width > MostBits)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"its lengths differ by {width} bits, where at most {MostBits} are expected"));
            }

            ParquetRuns.Unpack(Taken(ref bytes, differences.Length / 8 * width), width, differences);
            for (var i = 0; i < differences.Length && at < result.Length; i++, at++)
            {
                result[at] = unchecked(result[at - 1] + least + differences[i]);
            }
        }

        return at;
    }

    private static int Signed(ref ReadOnlySpan<byte> bytes)
    {
        var number = ProtobufMessage.Varint(ref bytes);
        return unchecked((int)((long)(number >> 1) ^ -(long)(number & 1)));
    }

    private static ReadOnlySpan<byte> Taken(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
        {
            throw new InvalidDataException("a page ends within its lengths");
        }

        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
