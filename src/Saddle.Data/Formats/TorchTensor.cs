using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>A tensor in a file of PyTorch.</summary>
public sealed class TorchTensor
{
    private readonly TorchStorage _storage;
    private readonly long _offset;
    private readonly long[] _strides;

    internal TorchTensor(string path, string name, TorchStorage storage, long offset, long[] shape, long[] strides)
    {
        (_storage, _offset, Shape, _strides) = (storage, offset, shape, strides);
        if (strides.Length != shape.Length || shape.Any(length => length < 0)
            || shape.Aggregate(1.0, (product, length) => product * length) > storage.Count || (Count > 0 && !Lies(offset, shape, strides, storage.Count)))
        {
            throw new DataException(path, $"the tensor '{name}' lies outside its storage");
        }
    }

    /// <summary>The lengths of its dimensions.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>The values in single precision, row by row.</summary>
    public float[] ToSingles()
    {
        var values = new float[Count];
        var index = new long[Shape.Count];
        var at = _offset;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _storage.Single(at);
            at = Next(index, at);
        }

        return values;
    }

    // In doubles, which do not overflow: a damaged file may claim anything. Strides may be negative.
    private static bool Lies(long offset, long[] shape, long[] strides, long count)
    {
        var reaches = shape.Zip(strides, (length, stride) => (length - 1) * (double)stride).ToArray();
        return offset + reaches.Where(r => r < 0).Sum() >= 0 && offset + reaches.Where(r => r > 0).Sum() < count;
    }

    /// <summary>Where the next element lies, the last dimension running fastest.</summary>
    private long Next(long[] index, long at)
    {
        for (var i = index.Length - 1; i >= 0; i--)
        {
            at += _strides[i];
            if (++index[i] < Shape[i])
            {
                return at;
            }

            at -= index[i] * _strides[i];
            index[i] = 0;
        }

        return at;
    }
}

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
        _ => throw new InvalidDataException($"a storage of class {type} is not known"),
    };

    /// <summary>Gives the storage its numbers.</summary>
    public void Fill(byte[] bytes, int start, long found)
    {
        if (found != count)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a storage has {found} numbers, where {count} are declared"));
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
