using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>A tensor in an archive: its elements lie somewhere within a storage, which several may share.</summary>
internal sealed class StoredTensor
{
    private const int MostDimensions = 16;

    private readonly ReadOnlyMemory<byte> _storage;
    private readonly long[] _strides;
    private readonly long _offset;

    /// <summary>Notes a tensor.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="place">What names its storage within the file.</param>
    /// <param name="storage">The storage.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its lengths.</param>
    /// <param name="strides">How far elements lie apart, in elements.</param>
    /// <param name="offset">Where the first one lies.</param>
    /// <exception cref="InvalidDataException">It lies outside its storage.</exception>
    public StoredTensor(
        string name,
        string place,
        ReadOnlyMemory<byte> storage,
        DType type,
        long[] shape,
        long[] strides,
        long offset)
    {
        (Place, _storage, Type, Shape, _strides, _offset) = (place, storage, type, shape, strides, offset);
        if (shape.Length > MostDimensions)
        {
            throw new InvalidDataException($"the tensor '{Excerpt.Of(name)}' has more dimensions than Saddle knows");
        }

        if (strides.Length != shape.Length || !Lies(storage.Length / type.ElementSize()))
        {
            throw new InvalidDataException($"the tensor '{Excerpt.Of(name)}' lies outside its storage");
        }
    }

    /// <summary>What names its storage within the file.</summary>
    public string Place { get; }

    /// <summary>The type of its elements.</summary>
    public DType Type { get; }

    /// <summary>Its lengths.</summary>
    public long[] Shape { get; }

    /// <summary>Whether its owner trains it; null where the file does not say.</summary>
    public bool? RequiresGradient { get; init; }

    /// <summary>Whether it is the very same tensor, of the same elements of the same storage.</summary>
    public bool Is(StoredTensor other) =>
        Place == other.Place
        && Type == other.Type
        && _offset == other._offset
        && Shape.AsSpan().SequenceEqual(other.Shape)
        && _strides.AsSpan().SequenceEqual(other._strides);

    /// <summary>Whether it has the same elements.</summary>
    public bool HasElementsOf(StoredTensor other) =>
        Type == other.Type
        && Shape.AsSpan().SequenceEqual(other.Shape)
        && Bytes().AsSpan().SequenceEqual(other.Bytes());

    /// <summary>The tensor itself; half precision becomes single.</summary>
    /// <param name="device">The device.</param>
    public Tensor ToTensor(string device)
    {
        var tensor = Tensor.FromBytes(Type, Bytes(), Shape, device);
        return Type is DType.Float16 or DType.BFloat16 ? tensor.Cast(DType.Float32) : tensor;
    }

    /// <summary>Reads how a tensor lies in its storage.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="place">What names its storage within the file.</param>
    /// <param name="storage">The storage.</param>
    /// <param name="meta">A <c>TensorMeta</c>.</param>
    public static StoredTensor Read(string name, string place, ReadOnlyMemory<byte> storage, JsonElement meta)
    {
        _ = FileEnumerations.Layout(meta.Need("layout").Whole());
        return new(
            name,
            place,
            storage,
            FileEnumerations.Type(meta.Need("dtype").Whole()),
            [.. meta.Need("sizes").Each().Select(Size)],
            [.. meta.Need("strides").Each().Select(Size)],
            Size(meta.Need("storage_offset")))
        {
            RequiresGradient = meta.Maybe("requires_grad")?.Flag(),
        };
    }

    private static long Size(JsonElement element) => element.Need("as_int").Whole();

    // Any numbers may stand in a file: each product and sum of a few of 64 bits fits into 128.
    private bool Lies(long count)
    {
        if (_offset < 0 || Shape.Any(length => length < 0) || _strides.Any(stride => stride < 0))
        {
            return false;
        }

        if (Shape.Contains(0))
        {
            return true;
        }

        var (elements, last) = ((Int128)1, (Int128)_offset);
        foreach (var (length, stride) in Shape.Zip(_strides))
        {
            elements *= length;
            last += (Int128)(length - 1) * stride;
            if (elements > count || last >= count)
            {
                return false;
            }
        }

        return last < count;
    }

    // Row by row.
    private byte[] Bytes()
    {
        var size = Type.ElementSize();
        var count = Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, length) => product * length);
        var bytes = new byte[count * size];
        var index = new long[Shape.Length];
        var source = _storage.Span;
        var at = _offset;
        for (var i = 0; i < count; i++)
        {
            source.Slice(checked((int)(at * size)), size).CopyTo(bytes.AsSpan(i * size));
            for (var d = Shape.Length - 1; d >= 0; d--)
            {
                at += _strides[d];
                if (++index[d] < Shape[d])
                {
                    break;
                }

                at -= index[d] * _strides[d];
                index[d] = 0;
            }
        }

        return bytes;
    }
}
