using System.Security.Cryptography;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>
/// A file's checksum within the file: the SHA-256, in lower hexadecimal, of all its bytes while zeros stand in its
/// place. It is the value of <c>"sha256"</c> in a JSON header.
/// </summary>
internal static class Seal
{
    /// <summary>The name of the value.</summary>
    public const string Key = "sha256";

    /// <summary>The name of the value that says that there is one.</summary>
    public const string KindKey = "checksum";

    private const int Length = 2 * SHA256.HashSizeInBytes;
    private const int Block = 1 << 16;

    // As a quotation mark within a text is escaped, this stands nowhere but before the value.
    private static readonly byte[] Opening = Encoding.ASCII.GetBytes($"\"{Key}\":\"");

    /// <summary>What stands for the checksum until it is known.</summary>
    public static string Blank { get; } = new('0', Length);

    /// <summary>Writes a content that has <see cref="Blank"/> for its checksum, then puts the checksum there.</summary>
    /// <param name="stream">What is written to from its beginning; it must be able to go back.</param>
    /// <param name="parts">The content, the whole header first.</param>
    public static void Write(Stream stream, IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var place = -1;
        foreach (var part in parts)
        {
            place = place < 0 ? Place(part) : place;
            hash.AppendData(part);
            stream.Write(part);
        }

        var end = stream.Position;
        stream.Position = place;
        stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())));
        stream.Position = end;
    }

    /// <summary>The checksum that a content should state; empty where there is no place for one.</summary>
    /// <param name="stream">The content, from its beginning.</param>
    /// <param name="header">The number of bytes of its header.</param>
    public static string Compute(Stream stream, long header)
    {
        var block = new byte[Math.Max(header, Block)];
        stream.ReadExactly(block, 0, (int)header);
        var place = Place(block.AsSpan(0, (int)header));
        if (place < 0 || place + Length > header)
        {
            return string.Empty;
        }

        block.AsSpan(place, Length).Fill((byte)'0');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var read = (int)header; read > 0; read = stream.Read(block))
        {
            hash.AppendData(block, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int Place(ReadOnlySpan<byte> header) =>
        header.IndexOf(Opening) is >= 0 and var at ? at + Opening.Length : -1;
}
