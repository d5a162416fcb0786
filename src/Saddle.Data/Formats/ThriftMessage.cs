using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads a message of Thrift's compact protocol field after field, or a list in it value after value, without its
/// declaration. What lies in a field is skipped before it is read: no more memory is taken than the message has.
/// </summary>
/// <remarks>https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.</remarks>
internal ref struct ThriftMessage
{
    private const int Deepest = 32;
    private const int True = 1;
    private const int False = 2;
    private const int Small = 3;
    private const int Short = 4;
    private const int Whole = 5;
    private const int Long = 6;
    private const int Real = 7;
    private const int Binary = 8;
    private const int Map = 11;
    private const int Structure = 12;
    private const int Identifier = 13;

    private readonly bool _isList;
    private readonly int _kind;
    private long _count;
    private ReadOnlySpan<byte> _left;

    /// <summary>A message.</summary>
    /// <param name="message">It, and what follows it.</param>
    public ThriftMessage(ReadOnlySpan<byte> message) => _left = message;

    private ThriftMessage(ReadOnlySpan<byte> values, int kind, long count)
    {
        _left = values;
        (_isList, _kind, _count) = (true, kind, count);
    }

    /// <summary>The present field's number; in a list 0.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, where it is a whole number or a truth (1 or 0).</summary>
    public long Number { get; private set; }

    /// <summary>Its value, where it is a text, bytes, a message or a list.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>What follows the present field; the message itself, once there is no further field.</summary>
    public readonly ReadOnlySpan<byte> Rest => _left;

    /// <summary>The values of a list, which a field's bytes are.</summary>
    /// <param name="list">The bytes.</param>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public static ThriftMessage Values(ReadOnlySpan<byte> list)
    {
        var (kind, count) = ListHead(ref list);
        return new(list, kind, count);
    }

    /// <summary>Goes to the next field, or to the next value of a list.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        var kind = _isList ? NextValue() : NextField();
        if (kind == 0)
        {
            return false;
        }

        Number = 0;
        Bytes = default;
        var whole = _left;
        Skip(ref _left, kind, _isList, 0);
        var value = whole[..^_left.Length];
        switch (kind)
        {
            case True or False:
                Number = (_isList ? value[0] : kind) == True ? 1 : 0;
                break;
            case Small:
                Number = (sbyte)value[0];
                break;
            case Short or Whole or Long:
                Number = Signed(ProtobufMessage.Varint(ref value));
                break;
            case Real:
                Number = BinaryPrimitives.ReadInt64LittleEndian(value);
                break;
            case Binary:
                ProtobufMessage.Varint(ref value);
                Bytes = value;
                break;
            default:
                Bytes = value;
                break;
        }

        return true;
    }

    private int NextValue()
    {
        if (_count == 0)
        {
            return 0;
        }

        _count--;
        return _kind;
    }

    private int NextField()
    {
        var head = Take(ref _left, 1)[0];
        if (head != 0)
        {
            Field = head >> 4 == 0 ? (short)Signed(ProtobufMessage.Varint(ref _left)) : Field + (head >> 4);
        }

        return head == 0 ? 0 : Known(head & 15);
    }

    private static long Signed(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    private static int Known(int kind) => kind is >= True and <= Identifier
        ? kind
        : throw new InvalidDataException(
            FormattableString.Invariant($"a message has a value of kind {kind}, which Thrift does not have"));

    private static (int Kind, long Count) ListHead(scoped ref ReadOnlySpan<byte> bytes)
    {
        var head = Take(ref bytes, 1)[0];
        var count = head >> 4 == 15 ? ProtobufMessage.Varint(ref bytes) : (ulong)(head >> 4);
        return (count == 0 ? True : Known(head & 15), Within(count, bytes.Length));
    }

    // Every value takes a byte at least.
    private static long Within(ulong count, int bytes) => count <= (ulong)bytes
        ? (long)count
        : throw new InvalidDataException(
            FormattableString.Invariant($"a list claims {count} values in {bytes} bytes"));

    private static void Skip(scoped ref ReadOnlySpan<byte> bytes, int kind, bool isInList, int depth)
    {
        switch (kind)
        {
            case True or False:
                Take(ref bytes, isInList ? 1UL : 0);
                break;
            case Small:
                Take(ref bytes, 1);
                break;
            case Short or Whole or Long:
                ProtobufMessage.Varint(ref bytes);
                break;
            case Real:
                Take(ref bytes, 8);
                break;
            case Binary:
                Take(ref bytes, ProtobufMessage.Varint(ref bytes));
                break;
            case Identifier:
                Take(ref bytes, 16);
                break;
            default:
                SkipNested(ref bytes, kind, depth + 1);
                break;
        }
    }

    private static void SkipNested(scoped ref ReadOnlySpan<byte> bytes, int kind, int depth)
    {
        if (depth > Deepest)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"a message is nested more than {Deepest} deep"));
        }

        switch (kind)
        {
            case Structure:
                for (var head = Take(ref bytes, 1)[0]; head != 0; head = Take(ref bytes, 1)[0])
                {
                    if (head >> 4 == 0)
                    {
                        ProtobufMessage.Varint(ref bytes);
                    }

                    Skip(ref bytes, Known(head & 15), isInList: false, depth);
                }

                break;
            case Map:
                SkipMap(ref bytes, depth);
                break;
            default: // a list or a set
                var (element, count) = ListHead(ref bytes);
                for (var i = 0L; i < count; i++)
                {
                    Skip(ref bytes, element, isInList: true, depth);
                }

                break;
        }
    }

    private static void SkipMap(scoped ref ReadOnlySpan<byte> bytes, int depth)
    {
        var count = Within(ProtobufMessage.Varint(ref bytes), bytes.Length);
        if (count == 0)
        {
            return;
        }

        var kinds = Take(ref bytes, 1)[0];
        for (var i = 0L; i < count; i++)
        {
            Skip(ref bytes, Known(kinds >> 4), isInList: true, depth);
            Skip(ref bytes, Known(kinds & 15), isInList: true, depth);
        }
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
