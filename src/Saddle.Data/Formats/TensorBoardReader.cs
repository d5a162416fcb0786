using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads an event file of TensorBoard as TensorBoard does: as far as its records are whole.
/// </summary>
/// <param name="stream">The file's bytes.</param>
/// <remarks>
/// Records as <c>tensorflow/core/lib/io/record_writer.h</c> has them: a length, its masked CRC-32C, the data, theirs.
/// </remarks>
public sealed class TensorBoardReader(Stream stream)
{
    private const int Head = 12;
    private const int Foot = 4;
    private const int MostRecord = 64 << 20;

    private long _at;

    /// <summary>
    /// Why the events end before the file does, after they were read; null where they do not. A record that is cut off
    /// at the end, as of a process that was stopped, counts.
    /// </summary>
    public string? Damage { get; private set; }

    /// <summary>Whether a file begins as one of TensorBoard: with a record whose first field is no message.</summary>
    /// <param name="head">The file's first bytes.</param>
    public static bool IsOne(ReadOnlySpan<byte> head) =>
        (IsRecords(head) && head[Head..] is not [0x0A, ..])
        || head[..Math.Min(head.Length, 64)].IndexOf("brain.Event:"u8) > 0;

    /// <summary>Whether a file begins with a record, as data sets of TensorFlow do, too.</summary>
    /// <param name="head">The file's first bytes.</param>
    public static bool IsRecords(ReadOnlySpan<byte> head) => head.Length >= Head && HasRightLength(head);

    /// <summary>The events, in the file's order, until the first that is damaged. To be asked for once.</summary>
    public IEnumerable<TensorBoardEvent> Events()
    {
        while (Next() is { } record)
        {
            if (Parsed(record) is not { } found)
            {
                yield break;
            }

            yield return found;
            _at += Head + record.Length + Foot;
        }
    }

    private static bool HasRightLength(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == TensorBoardWriter.MaskedCrc(head[..8]);

    private TensorBoardEvent? Parsed(byte[] record)
    {
        try
        {
            return TensorBoardEvent.Of(record);
        }
        catch (InvalidDataException damage)
        {
            Damage = Of($"is damaged ({damage.Message})");
            return null;
        }
    }

    private byte[]? Next()
    {
        try
        {
            return Record();
        }
        catch (InvalidDataException damage)
        {
            Damage = Of($"cannot be unpacked ({damage.Message.ReplaceLineEndings(" ")})");
            return null;
        }
    }

    private byte[]? Record()
    {
        var head = new byte[Head];
        var count = stream.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        if (count < Head)
        {
            Damage = count == 0 ? null : Of("is cut off within its length");
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(head);
        Damage = !head.AsSpan().ContainsAnyExcept((byte)0) ? Of("is all zeros, as a crash of the machine leaves")
            : !HasRightLength(head) ? Of("has a wrong checksum of its length")
            : length is < 0 or > MostRecord
                ? Of(FormattableString.Invariant($"claims a length of {length} bytes; expected at most {MostRecord}"))
            : null;
        return Damage is null ? Data((int)length) : null;
    }

    private byte[]? Data(int length)
    {
        if (stream.CanSeek && length + Foot > stream.Length - stream.Position)
        {
            Damage = Of("is cut off");
            return null;
        }

        var (record, foot) = (new byte[length], new byte[Foot]);
        var count = stream.ReadAtLeast(record, length, throwOnEndOfStream: false)
            + stream.ReadAtLeast(foot, Foot, throwOnEndOfStream: false);
        Damage = count < length + Foot ? Of("is cut off")
            : BinaryPrimitives.ReadUInt32LittleEndian(foot) != TensorBoardWriter.MaskedCrc(record)
                ? Of("has a wrong checksum")
            : null;
        return Damage is null ? record : null;
    }

    private string Of(string problem) => FormattableString.Invariant($"the record at byte {_at} {problem}");
}
