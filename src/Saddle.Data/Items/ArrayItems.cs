using Saddle.Data.Formats;

namespace Saddle.Data;

/// <summary>
/// Items whose numbers are in memory, as a discriminator was fed them: nothing is scaled. Pictures can be had in 8 bits
/// too, by the range that their numbers lie in.
/// </summary>
public class ArrayItems : IItems
{
    private const int MostDimensions = 4;

    private readonly float[] _values;
    private readonly int _length;

    private ArrayItems(float[] values, IReadOnlyList<int> shape, (double Low, double High) range) =>
        (_values, Shape, _length, Range) = (values, shape, shape.Aggregate(1, (product, n) => product * n), range);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; }

    /// <inheritdoc/>
    public long? Count => _values.Length / _length;

    /// <summary>The numbers that are black and white in a picture: -1 and 1, 0 and 1, 0 and 255, or the extremes.
    /// </summary>
    public (double Low, double High) Range { get; }

    /// <summary>Reads an array of a safetensors file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="array">The array's name: [n, ...] of type F32.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <returns>The numbers, row by row, and the lengths of an item.</returns>
    /// <exception cref="DataException">It is missing, damaged, or of another type or shape.</exception>
    public static (float[] Values, IReadOnlyList<int> Shape) Read(string file, string array, long most)
    {
        var arrays = Safetensors.Open(file);
        var (type, shape) = arrays.TypeOf(array);
        var count = shape.Aggregate(1.0, (product, length) => product * length);
        if (type != "F32" || shape is not [> 0, ..] || shape.Length > MostDimensions + 1 || !(count > 0)
            || count * sizeof(float) > Math.Min(most, Array.MaxLength))
        {
            throw new DataException(
                file,
                FormattableString.Invariant($"'{Excerpt.Of(array)}' is {type}[{Excerpt.Of(shape)}]; expected F32[n, ")
                + FormattableString.Invariant($"...], items of up to {MostDimensions} dimensions in {most} bytes"));
        }

        var bytes = arrays.Read(array).Bytes;
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        int[] item = shape is [_] ? [1] : [.. shape.Skip(1).Select(length => (int)length)];
        return Array.TrueForAll(values, float.IsFinite)
            ? (values, item)
            : throw new DataException(file, $"'{Excerpt.Of(array)}' holds NaN or infinite numbers");
    }

    /// <summary>Items of numbers.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape">The lengths of an item.</param>
    /// <param name="range">What is black and white in a picture; null to see by the numbers.</param>
    public static ArrayItems Of(float[] values, IReadOnlyList<int> shape, (double Low, double High)? range = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return shape is [1 or 3, _, _]
            ? new Pictures(values, shape, range ?? RangeOf(values))
            : new ArrayItems(values, shape, range ?? RangeOf(values));
    }

    /// <summary>What black and white are among numbers, by where they lie.</summary>
    /// <param name="values">The numbers.</param>
    public static (double Low, double High) RangeOf(ReadOnlySpan<float> values)
    {
        const double Little = 0.05;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return !(low < high) ? (-1, 1)
            : low < -Little && low >= -1 - Little && high <= 1 + Little ? (-1, 1)
            : low >= -Little && high <= 1 + Little ? (0, 1)
            : low >= -Little && high <= 255 + Little ? (0, 255)
            : (low, high);
    }

    /// <inheritdoc/>
    public void Read(long index, Span<float> item)
    {
        Request.Check<float>(index, Count, item, _length);
        _values.AsSpan((int)index * _length, _length).CopyTo(item);
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private sealed class Pictures(float[] values, IReadOnlyList<int> shape, (double Low, double High) range)
        : ArrayItems(values, shape, range), IPictured, IImages
    {
        public IImages Images => this;

        long IImages.Count => Count!.Value;

        Image IImages.Read(long index)
        {
            var item = new float[_length];
            Read(index, item);
            var (channels, height, width) = (Shape[0], Shape[1], Shape[2]);
            var pixels = new byte[item.Length];
            for (var i = 0; i < item.Length; i++)
            {
                var share = (item[i] - Range.Low) / (Range.High - Range.Low);
                pixels[(i % (height * width) * channels) + (i / (height * width))] =
                    (byte)Math.Clamp(Math.Round(255 * share), 0, 255);
            }

            return new(width, height, channels, pixels, FormattableString.Invariant($"item {index}"));
        }
    }
}
