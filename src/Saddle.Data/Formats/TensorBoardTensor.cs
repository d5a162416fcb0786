using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>The number of a tensor that has one element.</summary>
/// <remarks>
/// TensorFlow's <c>tensor.proto</c>: dtype 1, tensor_shape 2 (dim 2, of which size 1), tensor_content 4, and values by
/// their type: float_val 5, double_val 6, int_val 7, int64_val 10, bool_val 11, half_val 13, uint32_val 16 and
/// uint64_val 17.
/// </remarks>
internal static class TensorBoardTensor
{
    private const ulong Float = 1;
    private const ulong Double = 2;

    /// <summary>The number.</summary>
    /// <param name="tensor">The tensor's message.</param>
    /// <returns>Null where it has more elements, or none that are real numbers: pictures, texts.</returns>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public static double? NumberOf(ReadOnlySpan<byte> tensor)
    {
        var (type, elements, count, bits) = (0UL, 1UL, 0, 0UL);
        var message = new ProtobufMessage(tensor);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    type = message.Number;
                    break;
                case 2:
                    elements = Elements(message.Bytes);
                    break;
                case 4 when message.Bytes.Length > 0:
                    (count, bits) = message.Bytes.Length <= 8 ? (1, Little(message.Bytes)) : (2, 0);
                    count = message.Bytes.Length == Width(type) ? count : 2;
                    break;
                case 5 or 6 or 7 or 10 or 11 or 13 or 16 or 17:
                    count += Values(message, ref bits);
                    break;
            }
        }

        return elements == 1 && count == 1 ? Number(type, bits) : null;
    }

    private static ulong Elements(ReadOnlySpan<byte> shape)
    {
        var elements = 1UL;
        for (var message = new ProtobufMessage(shape); message.Next();)
        {
            var size = 0UL;
            for (var dimension = new ProtobufMessage(message.Bytes); dimension.Next();)
            {
                size = dimension.Field == 1 ? dimension.Number : size;
            }

            elements = message.Field == 2 ? unchecked(elements * size) : elements;
        }

        return elements;
    }

    // How many values a field has, and the first: they come one by one or packed.
    private static int Values(ProtobufMessage message, ref ulong bits)
    {
        var packed = message.Bytes;
        if (packed.IsEmpty)
        {
            bits = message.Number;
            return 1;
        }

        if (message.Field is 5 or 6)
        {
            var width = message.Field == 5 ? sizeof(float) : sizeof(double);
            bits = Little(packed[..Math.Min(width, packed.Length)]);
            return packed.Length / width;
        }

        bits = ProtobufMessage.Varint(ref packed);
        return packed.IsEmpty ? 1 : 2;
    }

    private static ulong Little(ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        all.Clear();
        bytes.CopyTo(all);
        return BinaryPrimitives.ReadUInt64LittleEndian(all);
    }

    private static int Width(ulong type) => type switch
    {
        4 or 6 or 10 => 1,
        5 or 14 or 17 or 19 => 2,
        Float or 3 or 22 => 4,
        Double or 9 or 23 => 8,
        _ => 0,
    };

    // types.proto; 14 is bfloat16, the upper half of a single, and 19 half.
    private static double? Number(ulong type, ulong bits) => type switch
    {
        Float => BitConverter.UInt32BitsToSingle((uint)bits),
        Double => BitConverter.UInt64BitsToDouble(bits),
        3 => (int)bits,
        4 => (byte)bits,
        5 => (short)bits,
        6 => (sbyte)bits,
        9 => (long)bits,
        10 => bits == 0 ? 0 : 1,
        14 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        17 => (ushort)bits,
        19 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        22 => (uint)bits,
        23 => bits,
        _ => null,
    };
}
