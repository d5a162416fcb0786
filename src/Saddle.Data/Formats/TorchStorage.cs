using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>The numbers that tensors of a file of PyTorch lie in.</summary>
/// <param name="type">The name of its class.</param>
/// <param name="count">How many numbers the pickle says there are.</param>
internal sealed class TorchStorage(string type, long count)
{
    private ReadOnlyMemory<byte> _bytes;

    /// <summary>Whether it has its numbers.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>The number of numbers.</summary>
    public long Count => count;

    /// <summary>The name of its class.</summary>
    public string Class => type;

    /// <summary>The bytes of a number.</summary>
    public int ElementSize { get; } = type switch
    {
        "ComplexDoubleStorage" => 16,
        "DoubleStorage" or "LongStorage" or "ComplexFloatStorage" => 8,
        "FloatStorage" or "IntStorage" or "QInt32Storage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        "ByteStorage" or "CharStorage" or "BoolStorage" or "UntypedStorage"
            or "QInt8Storage" or "QUInt8Storage" or "QUInt4x2Storage" or "QUInt2x4Storage" => 1,
        _ => throw new InvalidDataException($"a storage of class {Excerpt.Of(type)} is not known"),
    };

    /// <summary>
    /// What a number is, as safetensors names it: F32, I64 ...; null where its bytes alone do not say the number, or it
    /// is complex.
    /// </summary>
    public string? ElementType => type switch
    {
        "DoubleStorage" => "F64",
        "FloatStorage" => "F32",
        "HalfStorage" => "F16",
        "BFloat16Storage" => "BF16",
        "LongStorage" => "I64",
        "IntStorage" => "I32",
        "ShortStorage" => "I16",
        "CharStorage" => "I8",
        "ByteStorage" => "U8",
        "BoolStorage" => "BOOL",
        _ => null,
    };

    /// <summary>Gives the storage its numbers.</summary>
    public void Fill(byte[] bytes, int start, long found)
    {
        if (found != count)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"a storage has {found} numbers, where {count} are declared"));
        }

        IsFilled = true;
        _bytes = bytes.AsMemory(start, checked((int)(count * ElementSize)));
    }

    /// <summary>The bytes of numbers that follow one another.</summary>
    public ReadOnlySpan<byte> Elements(long index, long length) => _bytes.Span.Slice(
        checked((int)(index * ElementSize)), checked((int)(length * ElementSize)));

    /// <summary>A number in single precision.</summary>
    public float Single(long index)
    {
        var at = Elements(index, 1);
        return type switch
        {
            "DoubleStorage" => (float)MemoryMarshal.Read<double>(at),
            "LongStorage" => MemoryMarshal.Read<long>(at),
            "FloatStorage" => MemoryMarshal.Read<float>(at),
            "IntStorage" => MemoryMarshal.Read<int>(at),
            "HalfStorage" => (float)MemoryMarshal.Read<Half>(at),
            "BFloat16Storage" => BitConverter.Int32BitsToSingle(MemoryMarshal.Read<ushort>(at) << 16),
            "ShortStorage" => MemoryMarshal.Read<short>(at),
            "CharStorage" => (sbyte)at[0],
            _ => at[0],
        };
    }
}
