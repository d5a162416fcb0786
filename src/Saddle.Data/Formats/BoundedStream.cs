namespace Saddle.Data.Formats;

/// <summary>Reads a stream, but no more than so many bytes: what keeps a small file from unpacking for ever.</summary>
/// <param name="stream">The stream; it is closed with this one.</param>
/// <param name="max">The most bytes.</param>
/// <param name="file">The file, for the message.</param>
internal sealed class BoundedStream(Stream stream, long max, string file) : SequentialStream
{
    private long _read;

    /// <exception cref="DataException">More than the most has come.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        _read += count;
        return _read <= max
            ? count
            : throw new DataException(
                file, FormattableString.Invariant($"more than the {max} bytes that are allowed come out of it"));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
