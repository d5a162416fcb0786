using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Writes a message of protocol buffers field after field, without its declaration.</summary>
/// <remarks>Each field is a key, of its number and the type of its value, and the value.</remarks>
/// <example>
/// <code>
/// var message = new ProtobufWriter();
/// message.Number(1, 150);                          // 08 96 01
/// message.Message(3, inner =&gt; inner.Text(2, "a")); // 1a 03 12 01 61
/// message.Written.ToArray()
/// </code>
/// </example>
public sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written until now; good until more is.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A number of seven bits a byte.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public void Number(int field, ulong value)
    {
        Key(field, 0);
        Varint(value);
    }

    /// <summary>A number in single precision.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public void Single(int field, float value)
    {
        Key(field, 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>A number in double precision.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public void Double(int field, double value)
    {
        Key(field, 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Bytes.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    /// <summary>A text.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="content">Writes it.</param>
    public void Message(int field, Action<ProtobufWriter> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var message = new ProtobufWriter();
        content(message);
        Bytes(field, message.Written);
    }

    private void Key(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            _bytes.Write([(byte)(value | 128)]);
        }

        _bytes.Write([(byte)value]);
    }
}
