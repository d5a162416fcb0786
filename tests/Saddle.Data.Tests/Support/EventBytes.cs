using System.Buffers.Binary;
using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Tests.Support;

/// <summary>Event files of TensorBoard, byte for byte.</summary>
internal static class EventBytes
{
    /// <summary>The record that every file begins with.</summary>
    public static byte[] Beginning { get; } =
        Record([0x09, .. BitConverter.GetBytes(1.6e9), .. Field(3, "brain.Event:2"u8.ToArray())]);

    /// <summary>A file of scalars, each with its step.</summary>
    public static byte[] OfScalars(params IEnumerable<(string Tag, int Step, double Value)> scalars) =>
        [.. Beginning, .. scalars.SelectMany(s => Record(Event(s.Step, Scalar(s.Tag, (float)s.Value))))];

    public static byte[] Record(byte[] data)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), TensorBoardWriter.MaskedCrc(head.AsSpan(0, 8)));
        return [.. head, .. data, .. BitConverter.GetBytes(TensorBoardWriter.MaskedCrc(data))];
    }

    public static byte[] Event(int step, byte[] value) => [0x10, .. Varint(step), .. Field(5, Field(1, value))];

    /// <summary>A run starts or goes on at a step.</summary>
    public static byte[] Start(int step) => [0x10, .. Varint(step), .. Field(7, [0x08, 1])];

    public static byte[] Scalar(string tag, float value) =>
        [.. Field(1, Encoding.UTF8.GetBytes(tag)), .. Fixed32(2, value)];

    public static byte[] Tensor(string tag, byte type, byte[] content) =>
        [.. Field(1, Encoding.UTF8.GetBytes(tag)), .. Field(8, [0x08, type, .. content])];

    public static byte[] Fixed32(int field, float value) =>
        [(byte)((field << 3) | 5), .. BitConverter.GetBytes(value)];

    public static byte[] Field(int field, byte[] bytes) =>
        [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];

    public static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (var left = (uint)value; ; left >>= 7)
        {
            bytes.Add((byte)((left & 127) | (left > 127 ? 128u : 0)));
            if (left <= 127)
            {
                return [.. bytes];
            }
        }
    }
}
