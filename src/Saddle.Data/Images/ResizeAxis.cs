using System.Numerics;

namespace Saddle.Data.Images;

/// <summary>Resizing along one axis: each result is a weighted sum of neighbouring values.</summary>
internal sealed class ResizeAxis
{
    // Pillow's weights on bytes are whole multiples of this; their sums are exact in double precision.
    private const double One = 1 << 22;

    private readonly bool _isWhole;
    private readonly int[] _starts;
    private readonly double[][] _weights;

    private ResizeAxis(int to, Func<int, (int Start, double[] Weights)> taps, bool isWhole = false)
    {
        _isWhole = isWhole;
        _starts = new int[to];
        _weights = new double[to][];
        for (var i = 0; i < to; i++)
        {
            (_starts[i], _weights[i]) = taps(i);
        }
    }

    /// <summary>The weights of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="from">The number of values.</param>
    /// <param name="to">The number of results.</param>
    public static ResizeAxis Create(Resize method, int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        // of single precision in both bilinear references; PyTorch goes on in double precision
        var scale = (float)from / to;
        return method switch
        {
            Resize.Clean => new(to, i => Filtered(i, from, to, Cubic, 2)),
            Resize.TorchAntialias => new(to, i => Triangle(i, from, scale)),
            Resize.LegacyPytorch => new(to, i => Bilinear(Math.Max(0, (scale * (i + 0.5)) - 0.5), from)),
            Resize.LegacyTensorflow => new(to, i => Bilinear(i * scale, from)),
            Resize.PillowBicubic => new(to, i => Whole(Filtered(i, from, to, Cubic, 2)), isWhole: true),
            Resize.PillowBilinear => new(to, i => Whole(Filtered(i, from, to, Linear, 1)), isWhole: true),
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
    }

    /// <summary>Resizes a row of pixels.</summary>
    /// <param name="row">The row, from the first value of the channel wanted.</param>
    /// <param name="stride">The distance of the channel's values.</param>
    /// <param name="result">The result.</param>
    public void AlongRow(ReadOnlySpan<byte> row, int stride, Span<float> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            var weights = _weights[i];
            var at = _starts[i] * stride;
            var sum = 0.0;
            foreach (var weight in weights)
            {
                sum += row[at] * weight;
                at += stride;
            }

            result[i] = Finished(sum);
        }
    }

    /// <summary>Resizes every column.</summary>
    /// <param name="rows">The values, row by row.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="result">The result, row by row.</param>
    public void AcrossRows(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        Span<double> sums = width <= 1024 ? stackalloc double[width] : new double[width];
        for (var i = 0; i < _starts.Length; i++)
        {
            sums.Clear();
            for (var tap = 0; tap < _weights[i].Length; tap++)
            {
                var weight = _weights[i][tap];
                var row = rows.Slice((_starts[i] + tap) * width, width);
                AddTo(sums, row, weight);
            }

            var to = result.Slice(i * width, width);
            for (var x = 0; x < to.Length; x++)
            {
                to[x] = Finished(sums[x]);
            }
        }
    }

    private float Finished(double sum) =>
        _isWhole ? (float)Math.Clamp(Math.Floor((sum / One) + 0.5), 0, 255) : (float)sum;

    /// <summary>Adds a multiple of a row to sums, several columns at a time.</summary>
    private static void AddTo(Span<double> sums, ReadOnlySpan<float> row, double weight)
    {
        var x = 0;
        for (; x + Vector<float>.Count <= row.Length; x += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[x..]), out var low, out var high);
            ((low * weight) + new Vector<double>(sums[x..])).CopyTo(sums[x..]);
            ((high * weight) + new Vector<double>(sums[(x + Vector<double>.Count)..]))
                .CopyTo(sums[(x + Vector<double>.Count)..]);
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x] * weight;
        }
    }

    private static (int Start, double[] Weights) Bilinear(double place, int from)
    {
        var low = Math.Min((int)place, from - 1);
        var share = place - low;
        return low == from - 1 ? (low, [1]) : (low, [1 - share, share]);
    }

    /// <summary>
    /// Pillow's weights: a kernel as wide as a result's pixel where that is wider than a value's; they add to 1, at the
    /// border too.
    /// </summary>
    private static (int Start, double[] Weights) Filtered(
        int result, int from, int to, Func<double, double> kernel, double reach)
    {
        if (from == to)
        {
            return (result, [1]);
        }

        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        var centre = (result + 0.5) * scale;
        var start = Math.Max(0, (int)(centre - (reach * stretch) + 0.5));
        var end = Math.Min(from, (int)(centre + (reach * stretch) + 0.5));
        var weights = new double[end - start];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = kernel((start + i - centre + 0.5) / stretch);
        }

        var sum = weights.Sum();
        return (start, [.. weights.Select(weight => weight / sum)]);
    }

    private static (int Start, double[] Weights) Whole((int Start, double[] Weights) taps) => (
        taps.Start,
        [.. taps.Weights.Select(weight => Math.Truncate((weight * One) + (weight < 0 ? -0.5 : 0.5)))]);

    /// <summary>
    /// The triangle's kernel as PyTorch has it; its weights are of single precision, which shows in the fourth digit
    /// after the point.
    /// </summary>
    private static (int Start, double[] Weights) Triangle(int result, int from, float scale)
    {
        var stretch = Math.Max(1, scale);
        var centre = (float)(scale * (result + 0.5));
        var start = Math.Max(0, (int)(centre - stretch + 0.5));
        var end = Math.Min(from, (int)(centre + stretch + 0.5));
        var weights = new float[end - start];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)Math.Max(0, 1 - Math.Abs((start + i - centre + 0.5) * (1 / stretch)));
        }

        var sum = weights.Sum();
        return (start, [.. weights.Select(weight => (double)(weight / sum))]);
    }

    private static double Linear(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static double Cubic(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }
}
