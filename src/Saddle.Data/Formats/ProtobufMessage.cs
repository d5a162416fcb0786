using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>Reads a message of protocol buffers field after field, without its declaration.</summary>
/// <param name="message">The message.</param>
internal ref struct ProtobufMessage(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _left = message;

    /// <summary>The present field's number.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, where it is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its value, where it is a text, bytes, a message or numbers packed together.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        var key = Varint(ref _left);
        (Field, Number) = ((int)(key >> 3), 0);
        Bytes = default;
        switch (key & 7)
        {
            case 0:
                Number = Varint(ref _left);
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref _left, 8));
                break;
            case 2:
                Bytes = Take(ref _left, Varint(ref _left));
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref _left, 4));
                break;
            default:
                throw new InvalidDataException("a message has a field of a type that protocol buffers do not have");
        }

        return true;
    }

    /// <summary>Reads a number of seven bits a byte.</summary>
    /// <param name="bytes">Where it begins; afterwards what follows it.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ulong Varint(scoped ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("a message has a number of more than 64 bits");
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, ulong count)
    {
        if (count > (ulong)bytes.Length)
        {
            throw new InvalidDataException("a message ends too early");
        }

        var taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }
}
