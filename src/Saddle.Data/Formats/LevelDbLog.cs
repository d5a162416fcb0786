using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads the records of a log in the form of LevelDB, as far as they are whole: blocks of 32 KiB, counted from the
/// file's start, of pieces with a checksum (4 bytes), a length (2) and a kind (1): a whole record, or the first, a
/// middle or the last piece of one.
/// </summary>
/// <param name="stream">The file's bytes, after its own header.</param>
/// <param name="at">How many bytes that header has.</param>
/// <param name="checksum">The checksum of a piece's kind and data.</param>
/// <remarks>LevelDB's <c>doc/log_format.md</c>.</remarks>
internal sealed class LevelDbLog(Stream stream, long at, Func<ReadOnlySpan<byte>, uint> checksum)
{
    private const int Block = 32 << 10;
    private const int Head = 7;
    private const int MostRecord = 64 << 20;

    private long _at = at;
    private long _piece = at;

    /// <summary>Why the records end before the file does, after they were read; null where they do not.</summary>
    public string? Damage { get; private set; }

    /// <summary>The records, in the file's order, until the first that is damaged. To be asked for once.</summary>
    public IEnumerable<byte[]> Records()
    {
        using var record = new MemoryStream();
        var isOpen = false;
        while (Piece() is { } piece)
        {
            var isFirst = piece.Kind is 1 or 2;
            if (isFirst == isOpen || record.Length + piece.Data.Length > MostRecord)
            {
                Damage = Of("continues no record");
                yield break;
            }

            record.Write(piece.Data);
            isOpen = piece.Kind is 2 or 3;
            if (!isOpen)
            {
                yield return record.ToArray();
                record.SetLength(0);
            }
        }

        Damage ??= isOpen ? Of("is missing: the last record is cut off") : null;
    }

    private (int Kind, byte[] Data)? Piece()
    {
        var left = Block - (int)(_at % Block);
        if (left < Head && !Fill(new byte[left]))
        {
            return null;
        }

        _piece = _at;
        var head = new byte[Head];
        if (!Fill(head))
        {
            return null;
        }

        var data = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(4)) + 1];
        data[0] = head[6];
        if (data.Length - 1 > Block - (_piece % Block) - Head || head[6] is 0 or > 4)
        {
            Damage = Of(head.AsSpan().ContainsAnyExcept((byte)0) ? "is damaged" : "is all zeros");
            return null;
        }

        if (!Fill(data.AsSpan(1)))
        {
            Damage ??= Of("is cut off");
            return null;
        }

        if (checksum(data) != BinaryPrimitives.ReadUInt32LittleEndian(head))
        {
            Damage = Of("has a wrong checksum");
            return null;
        }

        return (data[0], data[1..]);
    }

    // Whether so many bytes came; of what ends between two pieces nothing is missing.
    private bool Fill(Span<byte> bytes)
    {
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count == bytes.Length)
        {
            _at += count;
            return true;
        }

        Damage = count > 0 ? Of("is cut off") : null;
        return false;
    }

    private string Of(string problem) => FormattableString.Invariant($"the piece at byte {_piece} {problem}");
}
