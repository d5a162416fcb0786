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

    /// <summary>The bytes of a number.</summary>
    public int ElementSize { get; } = type switch
    {
        "DoubleStorage" or "LongStorage" => 8,
        "FloatStorage" or "IntStorage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        "ByteStorage" or "CharStorage" or "BoolStorage" => 1,
        _ => throw new InvalidDataException($"a storage of class {Excerpt.Of(type)} is not known"),
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

    /// <summary>A number in single precision.</summary>
    public float Single(long index)
    {
        var at = _bytes.Span.Slice(checked((int)(index * ElementSize)), ElementSize);
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
