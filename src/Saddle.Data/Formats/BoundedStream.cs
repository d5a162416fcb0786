namespace Saddle.Data.Formats;

/// <summary>Reads a stream, but no more than so many bytes: what keeps a small file from unpacking for ever.</summary>
/// <param name="stream">The stream; it is closed with this one.</param>
/// <param name="max">The most bytes.</param>
/// <param name="file">The file, for the message.</param>
internal sealed class BoundedStream(Stream stream, long max, string file) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
