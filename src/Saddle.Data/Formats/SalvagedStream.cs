namespace Saddle.Data.Formats;

/// <summary>What can be unpacked of something that is cut or damaged: the stream ends there, and says so.</summary>
/// <param name="packed">Unpacks it; it is closed with this one.</param>
/// <param name="tell">Is told of the damage.</param>
internal sealed class SalvagedStream(Stream packed, Action tell) : SequentialStream
{
    private bool _isDamaged;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _isDamaged ? 0 : packed.Read(buffer);
        }
        catch (InvalidDataException)
        {
            _isDamaged = true;
            tell();
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
