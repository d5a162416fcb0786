using System.Security.Cryptography;
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

    /// <summary>Notes a tensor whose storage holds its elements alone, row by row.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="place">What names it within the file, the same for two names of one tensor.</param>
    /// <param name="elements">The elements.</param>
    /// <param name="type">Their type.</param>
    /// <param name="shape">Its lengths.</param>
    public StoredTensor(
        string name, string place, ReadOnlyMemory<byte> elements, DType type, IReadOnlyList<long> shape)
        : this(name, place, elements, type, [.. shape], StridesOf(shape), 0)
    {
    }

    /// <summary>What names its storage within the file.</summary>
    public string Place { get; }

    /// <summary>The type of its elements.</summary>
    public DType Type { get; }

    /// <summary>Its lengths.</summary>
    public long[] Shape { get; }

    /// <summary>Whether its owner trains it; null where the file does not say.</summary>
    public bool? RequiresGradient { get; init; }

    /// <summary>A text that is equal for two names of the very same tensor.</summary>
    public string Identity => FormattableString.Invariant(
        $"{Type} {_offset} {string.Join(',', Shape)} {string.Join(',', _strides)} {Place}");

    /// <summary>A text that is equal for tensors of the same type, shape and elements.</summary>
    public string Content =>
        $"{Type} {string.Join(',', Shape)} {Convert.ToHexString(SHA256.HashData(Bytes()))}";

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

    private static long[] StridesOf(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var step = 1L;
        for (var i = strides.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
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
