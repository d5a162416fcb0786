namespace Saddle.Data.Tests.Hostile;

/// <summary>An entry of a zip, with what the archive says of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Packed">Its bytes in the archive.</param>
/// <param name="Length">The bytes that it says it unpacks to.</param>
/// <param name="Method">0 for stored, 8 for deflated.</param>
internal sealed record RawEntry(string Name, byte[] Packed, long Length, int Method = 8)
{
    /// <summary>Where the archive says it lies; null for where it does.</summary>
    public long? At { get; init; }

    /// <summary>The bytes that it says it has; null for how many there are.</summary>
    public long? PackedLength { get; init; }

    public static RawEntry Stored(string name, byte[] bytes) => new(name, bytes, bytes.Length, 0);

    public static RawEntry Deflated(string name, byte[] bytes) => new(name, Raw.Deflate(bytes), bytes.Length);
}
