using System.IO.Compression;
using ZstdSharp;

namespace Saddle.Data.Formats;

/// <summary>Unpacks the pages of a Parquet file.</summary>
internal static class ParquetCodec
{
    private const int Brotli = 4;

    /// <summary>Unpacks a page.</summary>
    /// <param name="codec">What compressed it, by the format's number.</param>
    /// <param name="packed">The page.</param>
    /// <param name="length">How many bytes come of it: that much memory is taken, so it must have been checked.</param>
    /// <exception cref="InvalidDataException">It is damaged, or more or fewer come of it.</exception>
    /// <exception cref="NotSupportedException">It is compressed in a way that is not read.</exception>
    public static byte[] Unpack(int codec, ReadOnlyMemory<byte> packed, int length)
    {
        var result = new byte[length];
        switch (codec)
        {
            case 0:
                Expect(packed.Length, length);
                packed.Span.CopyTo(result);
                break;
            case 1:
                Snappy.Unpack(packed.Span, result);
                break;
            case 2:
                Gzip(packed, result);
                break;
            case Brotli:
                Expect(BrotliDecoder.TryDecompress(packed.Span, result, out var written) ? written : 0, length);
                break;
            case 6:
                Expect(Zstandard(packed.Span, result), length);
                break;
            default:
                throw new NotSupportedException(
                    $"its pages are compressed by {Name(codec)}; expected Snappy, gzip, Zstandard, Brotli or nothing");
        }

        return result;
    }

    private static string Name(int codec) => codec switch
    {
        3 => "LZO",
        5 or 7 => "LZ4",
        _ => FormattableString.Invariant($"codec {codec}"),
    };

    private static void Gzip(ReadOnlyMemory<byte> packed, byte[] result)
    {
        using var stream = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        Expect(stream.ReadAtLeast(result, result.Length, throwOnEndOfStream: false), result.Length);
        Expect(result.Length + (stream.ReadByte() < 0 ? 0 : 1), result.Length);
    }

    // A method of its own: the library is loaded where a page needs it, and not before. Into memory that is there: no
    // size that the page itself claims counts.
    private static int Zstandard(ReadOnlySpan<byte> packed, byte[] result)
    {
        using var unpacker = new Decompressor();
        try
        {
            return unpacker.Unwrap(packed, result);
        }
        catch (ZstdException damage)
        {
            throw new InvalidDataException(damage.Message, damage);
        }
    }

    private static void Expect(int found, int length)
    {
        if (found != length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"a page unpacks to {found} bytes, where {length} are expected"));
        }
    }
}
