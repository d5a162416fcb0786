namespace Saddle.Data.Formats;

/// <summary>What keeps a small file from unpacking to more than memory holds.</summary>
internal static class Compression
{
    /// <summary>No deflate stream unpacks to more than this many times its size.</summary>
    private const long MaxRatio = 1032;

    /// <summary>Checks a declared size before anything is unpacked.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="unpacked">The bytes that it declares to unpack to.</param>
    /// <param name="packed">The bytes that it has.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <exception cref="DataException">That cannot be, or would be too much.</exception>
    public static void Check(string file, long unpacked, long packed, long max = Bytes.MaxUnpacked)
    {
        if (unpacked > max || unpacked < 0)
        {
            throw new DataException(
                file,
                FormattableString.Invariant($"it declares {unpacked} bytes of data, where at most {max} are allowed"));
        }

        if (unpacked > (packed + 1) * MaxRatio)
        {
            throw new DataException(
                file,
                FormattableString.Invariant(
                    $"it declares {unpacked} bytes of data, more than {packed} compressed bytes can hold"));
        }
    }
}
