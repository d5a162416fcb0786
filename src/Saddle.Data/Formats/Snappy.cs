namespace Saddle.Data.Formats;

/// <summary>Unpacks what Snappy compressed, without the frames that files of it have.</summary>
/// <remarks>https://github.com/google/snappy/blob/main/format_description.txt.</remarks>
internal static class Snappy
{
    private const int Direct = 60; // longer literals say their length after the tag

    /// <summary>Unpacks bytes.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="result">Takes what comes of them, and has just the room for it.</param>
    /// <exception cref="InvalidDataException">They are damaged, or more or fewer come of them.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> result)
    {
        var claimed = ProtobufMessage.Varint(ref packed);
        if (claimed != (ulong)result.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"it unpacks to {claimed} bytes, where {result.Length} are expected"));
        }

        var written = 0;
        while (!packed.IsEmpty)
        {
            var tag = packed[0];
            packed = packed[1..];
            var length = (long)(tag >> 2) + 1;
            switch (tag & 3)
            {
                case 0:
                    length = length > Direct ? Little(ref packed, (int)length - Direct) + 1 : length;
                    Literal(ref packed, result[written..], length);
                    break;
                case 1:
                    length = ((tag >> 2) & 7) + 4;
                    Copy(result, written, length, ((long)(tag >> 5) << 8) | Little(ref packed, 1));
                    break;
                case 2:
                    Copy(result, written, length, Little(ref packed, 2));
                    break;
                default:
                    Copy(result, written, length, Little(ref packed, 4));
                    break;
            }

            written += (int)length;
        }

        if (written < result.Length)
        {
            throw new InvalidDataException("what is packed ends too early");
        }
    }

    private static void Literal(ref ReadOnlySpan<byte> packed, Span<byte> result, long length)
    {
        if (length > Math.Min(packed.Length, result.Length))
        {
            throw new InvalidDataException("what is packed ends too early");
        }

        packed[..(int)length].CopyTo(result);
        packed = packed[(int)length..];
    }

    // What is copied may be what is being written: then it repeats.
    private static void Copy(Span<byte> result, int written, long length, long back)
    {
        if (back == 0 || back > written || length > result.Length - written)
        {
            throw new InvalidDataException("a copy of what is packed reaches outside of it");
        }

        var from = written - (int)back;
        if (back >= length)
        {
            result.Slice(from, (int)length).CopyTo(result[written..]);
            return;
        }

        for (var i = 0; i < (int)length; i++)
        {
            result[written + i] = result[from + i];
        }
    }

    private static long Little(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
        {
            throw new InvalidDataException("what is packed ends too early");
        }

        var number = 0L;
        for (var i = 0; i < count; i++)
        {
            number |= (long)bytes[i] << (8 * i);
        }

        bytes = bytes[count..];
        return number;
    }
}
