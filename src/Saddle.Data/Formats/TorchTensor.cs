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
        if (storage.ElementType is null)
        {
            throw new DataException(
                path,
                $"the tensor '{Excerpt.Of(name)}' lies in a {storage.Class}; "
                + "expected whole or floating-point numbers, neither complex nor quantised");
        }

        if (strides.Length != shape.Length || shape.Any(length => length < 0)
            || shape.Aggregate(1.0, (product, length) => product * length) > storage.Count
            || (Count > 0 && !Lies(offset, shape, strides, storage.Count)))
        {
            throw new DataException(path, $"the tensor '{Excerpt.Of(name)}' lies outside its storage");
        }
    }

    /// <summary>The lengths of its dimensions.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>What its elements are, as safetensors names it: F32, I64 ...</summary>
    public string Type => _storage.ElementType!;

    /// <summary>Which elements of which storage of the file it is: equal for two names of one tensor.</summary>
    public object Identity => (_storage, _offset, string.Join(',', Shape), string.Join(',', _strides));

    /// <summary>The elements' bytes, little-endian, row by row.</summary>
    public byte[] ToBytes()
    {
        var size = _storage.ElementSize;
        var bytes = new byte[checked((int)(Count * size))];
        if (IsContiguous)
        {
            _storage.Elements(Count == 0 ? 0 : _offset, Count).CopyTo(bytes);
            return bytes;
        }

        var index = new long[Shape.Count];
        var at = _offset;
        for (var i = 0; i < bytes.Length; i += size)
        {
            _storage.Elements(at, 1).CopyTo(bytes.AsSpan(i));
            at = Next(index, at);
        }

        return bytes;
    }

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

    private bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = Shape.Count - 1; i >= 0 && Count > 0; i--)
            {
                if (Shape[i] > 1 && _strides[i] != expected)
                {
                    return false;
                }

                expected *= Shape[i];
            }

            return true;
        }
    }

    // A damaged file may claim anything, and the sum of a few products of two numbers of 64 bits fits into 128 nearly
    // always.
    private static bool Lies(long offset, long[] shape, long[] strides, long count)
    {
        var (least, most) = ((Int128)offset, (Int128)offset);
        foreach (var (length, stride) in shape.Zip(strides))
        {
            var reach = (Int128)(length - 1) * stride;
            (least, most) = checked(reach < 0 ? (least + reach, most) : (least, most + reach));
        }

        return least >= 0 && most < count;
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
