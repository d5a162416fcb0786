namespace Saddle.Data.Formats;

/// <summary>What keeps a small file from unpacking to more than memory holds.</summary>
internal static class Compression
{
    /// <summary>The bytes that any file may unpack to: a covariance of 2,048 dimensions.</summary>
    public const long Free = 34L << 20;

    // Images and features unpack to less than this many times their size.
    private const int UsualRatio = 8;

    /// <summary>The most bytes that a file may unpack to, all its parts together.</summary>
    /// <param name="packed">The bytes that it has.</param>
    public static long Most(long packed) =>
        packed >= Bytes.MaxUnpacked ? long.MaxValue : Free + (UsualRatio * packed);

    /// <summary>Checks a declared size before anything is unpacked.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="unpacked">The bytes that it declares to unpack to.</param>
    /// <param name="packed">The bytes that it has.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <exception cref="DataException">That would be too much.</exception>
    public static void Check(string file, long unpacked, long packed, long max = Bytes.MaxUnpacked)
    {
        var most = Math.Min(max, Most(packed));
        if (unpacked > most || unpacked < 0)
        {
            throw new DataException(
                file,
                FormattableString.Invariant(
                    $"it declares {unpacked} bytes of data in {packed}, where at most {most} are allowed"));
        }
    }
}
