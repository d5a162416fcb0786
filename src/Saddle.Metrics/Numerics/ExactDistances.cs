using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Squared distances between chosen rows, summed from the differences of their coordinates: of equal rows exactly 0,
/// and the same for a pair wherever it is asked for, which products of matrices do not promise.
/// </summary>
/// <param name="a">[n, d], singles or doubles.</param>
/// <param name="b">[m, d], likewise.</param>
internal sealed class ExactDistances(Tensor a, Tensor b)
{
    // A span counts to two thousand million only.
    private const long MostElements = 1L << 28;

    private readonly Tensor[] _a = Parts(a);
    private readonly Tensor[] _b = Parts(b);
    private readonly int _width = (int)a.Shape[1];
    private readonly long _rows = RowsOf(a);

    /// <summary>The squared distance of two rows.</summary>
    /// <param name="i">The row of a.</param>
    /// <param name="j">The row of b.</param>
    public double Squared(long i, long j) => (_a[0].DType, _b[0].DType) switch
    {
        (DType.Float32, DType.Float32) => Squared(Row<float>(_a, i), Row<float>(_b, j)),
        (DType.Float32, _) => Squared(Row<float>(_a, i), Row<double>(_b, j)),
        (_, DType.Float32) => Squared(Row<float>(_b, j), Row<double>(_a, i)),
        _ => Squared(Row<double>(_a, i), Row<double>(_b, j)),
    };

    private static long RowsOf(Tensor rows) => Math.Max(1, MostElements / rows.Shape[1]);

    // The rows one after another, in a type whose elements can be read.
    private static Tensor[] Parts(Tensor rows)
    {
        var (n, d, most) = (rows.Shape[0], rows.Shape[1], RowsOf(rows));
        var all = (rows.DType is DType.Float32 or DType.Float64 ? rows : rows.Cast(DType.Float64)).Reshape(n * d);
        return
        [
            .. Enumerable.Range(0, (int)((n + most - 1) / most))
                .Select(part => all.Narrow(0, part * most * d, Math.Min(most, n - (part * most)) * d)),
        ];
    }

    private ReadOnlySpan<T> Row<T>(Tensor[] parts, long i)
        where T : unmanaged => parts[i / _rows].Elements<T>().Slice((int)(i % _rows) * _width, _width);

    private static double Squared<TA, TB>(ReadOnlySpan<TA> x, ReadOnlySpan<TB> y)
        where TA : unmanaged, System.Numerics.INumberBase<TA>
        where TB : unmanaged, System.Numerics.INumberBase<TB>
    {
        // Two sums, so that one addition need not wait for the other.
        var (even, odd) = (0.0, 0.0);
        for (var k = 0; k + 1 < x.Length; k += 2)
        {
            var first = double.CreateTruncating(x[k]) - double.CreateTruncating(y[k]);
            var second = double.CreateTruncating(x[k + 1]) - double.CreateTruncating(y[k + 1]);
            even += first * first;
            odd += second * second;
        }

        var last = x.Length % 2 == 0 ? 0 : double.CreateTruncating(x[^1]) - double.CreateTruncating(y[^1]);
        return even + odd + (last * last);
    }
}
