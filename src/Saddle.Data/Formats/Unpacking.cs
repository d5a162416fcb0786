namespace Saddle.Data.Formats;

/// <summary>Counts what the parts of one file unpack to: what each of many may take, all together may not.</summary>
/// <param name="file">The file, for the message.</param>
/// <param name="packed">The bytes that it has.</param>
public sealed class Unpacking(string file, long packed)
{
    private readonly long _most = Compression.Most(packed);
    private long _taken;

    /// <summary>Takes the bytes of a further part.</summary>
    /// <param name="bytes">How many.</param>
    /// <exception cref="DataException">It is too much.</exception>
    public void Take(long bytes)
    {
        if (bytes < 0 || bytes > _most - _taken)
        {
            throw new DataException(
                file,
                FormattableString.Invariant(
                    $"its parts make {(Int128)_taken + bytes} bytes and more of {packed}, ")
                + FormattableString.Invariant($"where at most {_most} are allowed"));
        }

        _taken += bytes;
    }
}
