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
            || shape.Aggregate(1.0, (product, length) => product * length) > storage.Count
            || (Count > 0 && !Lies(offset, shape, strides, storage.Count)))
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
