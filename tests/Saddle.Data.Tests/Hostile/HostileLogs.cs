using System.Buffers.Binary;
using Saddle.Data.Formats;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Event files of TensorBoard.</summary>
internal static class HostileLogs
{
    public const string Reader = "tensorboard";

    public static IEnumerable<HostileFile> All() =>
    [
        Of("length-2^62", () => [.. Head(1L << 62), .. new byte[100]]),
        Of("length-negative", () => [.. Head(-1), .. new byte[100]]),
        Of("length-beyond", () => [.. Head(1000), .. new byte[100]]),
        Of("head-checksum", () => [.. Head(1)[..8], .. new byte[100]]),
        Of("record-checksum", () => [.. Head(1), .. new byte[100]]),
        Of("number-of-80-bits", () => Record([0x08, .. Enumerable.Repeat((byte)0xFF, 11)])),
        Of("field-of-type-7", () => Record([0x0F])),
        Of("bytes-of-2^63", () => Record([0x2A, .. Enumerable.Repeat((byte)0xFF, 9), 1])),
        Of("summary-nested-1000", () => Record(Enumerable.Range(0, 30).Aggregate(new byte[1], (inner, _) =>
            inner.Length > 100 ? inner : [0x2A, (byte)inner.Length, .. inner]))),
        Of("tag-of-1-MB", () => Record(Field(5, Field(1, [.. Field(1, new byte[1 << 20]), 0x15, 0, 0, 0x80, 0x3F])))),
        Of("tag-of-escape-sequences", () => Record(Field(5, Field(1, [
            .. Field(1, [.. "\x1b]0;x\a\nloss_g"u8]), 0x15, 0, 0, 0x80, 0x3F])))),
        Of("empty-records-500000", () => Raw.Join(Enumerable.Repeat(Record([]), 500_000))),
        Of("zeros", () => new byte[4096]),
        HostileFile.Sparse(Reader, "hole-of-1-TB.tfevents", 1L << 40, () => Record([])),
        HostileFile.Sparse(Reader, "record-of-200-MB.tfevents", 210_000_000, () => Head(200_000_000)),
    ];

    private static HostileFile Of(string name, Func<byte[]> bytes) =>
        HostileFile.Of(Reader, $"{name}.tfevents", bytes);

    private static byte[] Field(int number, byte[] content)
    {
        var length = new List<byte>();
        for (var left = content.Length; ; left >>= 7)
        {
            length.Add((byte)((left & 127) | (left > 127 ? 128 : 0)));
            if (left <= 127)
            {
                return [(byte)((number << 3) | 2), .. length, .. content];
            }
        }
    }

    private static byte[] Head(long length)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), TensorBoardWriter.MaskedCrc(head.AsSpan(0, 8)));
        return head;
    }

    private static byte[] Record(byte[] content) =>
        [.. Head(content.Length), .. content, .. Raw.Le32(TensorBoardWriter.MaskedCrc(content))];
}
