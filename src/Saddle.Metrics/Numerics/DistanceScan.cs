using System.Numerics;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Gives, of all pairs of rows of two matrices, those that may lie within reach of one another: a product of matrices a
/// tile, and one look at each of its elements.
/// </summary>
/// <remarks>
/// A squared distance is |x|^2 + |y|^2 - 2 x y, in double precision, of rows from which the mean is taken away, so that
/// what all have in common costs no digits. It may be off by <see cref="Slack"/>.
/// </remarks>
internal sealed class DistanceScan
{
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly Tensor _mean;
    private readonly double[] _lengths;
    private readonly double[] _otherLengths;
    private readonly double _rounding;
    private readonly int[] _found = new int[Neighbours.Tile];

    /// <summary>Prepares to go through all pairs; lives as long as the caller's scope.</summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d]; null for the same rows.</param>
    public DistanceScan(Tensor a, Tensor? b = null)
    {
        (_a, _b, _mean, _rounding) = (a, b ?? a, a.ColumnMeans(), Algebra.RoundingOf(a.Shape[1]));
        _lengths = Lengths(a);
        _otherLengths = b is { } other ? Lengths(other) : _lengths;
    }

    /// <summary>What the distance of a pair may be off.</summary>
    /// <param name="i">The row of a.</param>
    /// <param name="j">The row of b.</param>
    public double Slack(long i, long j) => (_lengths[i] + _otherLengths[j]) * _rounding;

    /// <summary>Gives the pairs of a tile whose distance, less its slack, is at most one of the two bounds.</summary>
    /// <param name="i">Where the tile begins in a.</param>
    /// <param name="j">And in b.</param>
    /// <param name="bounds">A bound for each row of a; may fall meanwhile.</param>
    /// <param name="otherBounds">And for each of b, likewise.</param>
    /// <param name="visit">Is given a pair's rows and squared distance, row by row and rising within each.</param>
    public void Tile(long i, long j, double[] bounds, double[] otherBounds, Action<long, long, double> visit)
    {
        using var scope = new TensorScope();
        var (x, y) = (Centred(_a, i), Centred(_b, j));
        var (rows, columns) = ((int)x.Shape[0], (int)y.Shape[0]);
        var tile = x.MatMul(y.Transpose());
        var products = tile.Elements<double>();
        for (var row = 0; row < rows; row++)
        {
            var own = products.Slice(row * columns, columns);
            var others = _otherLengths.AsSpan((int)j, columns);
            var length = _lengths[i + row];
            var found = Find(own, length, others, bounds[i + row], otherBounds.AsSpan((int)j, columns));
            foreach (var column in _found.AsSpan(0, found))
            {
                visit(i + row, j + column, length + others[column] - (2 * own[column]));
            }
        }

        GC.KeepAlive(tile);
    }

    private Tensor Centred(Tensor rows, long start) =>
        rows.Rows(start, Math.Min(Neighbours.Tile, rows.Shape[0] - start)) - _mean;

    private double[] Lengths(Tensor rows)
    {
        var lengths = new double[rows.Shape[0]];
        for (var start = 0L; start < lengths.Length; start += Neighbours.Tile)
        {
            using var scope = new TensorScope();
            Centred(rows, start).Square().Sum([1]).ToDoubles().CopyTo(lengths.AsSpan((int)start));
        }

        return lengths;
    }

    // Which columns are within reach, and how many: few, once the bounds are near.
    private int Find(
        ReadOnlySpan<double> products, double length, ReadOnlySpan<double> lengths, double bound,
        ReadOnlySpan<double> bounds)
    {
        var (low, k, found) = (1 - _rounding, 0, 0);
        var (reach, own) = (new Vector<double>(bound), new Vector<double>(length));
        while (k < products.Length)
        {
            var next = Math.Min(products.Length, k + Vector<double>.Count);
            if (next - k < Vector<double>.Count || Vector.LessThanOrEqualAny(
                    ((own + new Vector<double>(lengths[k..])) * low) - (2 * new Vector<double>(products[k..])),
                    Vector.Max(reach, new Vector<double>(bounds[k..]))))
            {
                for (; k < next; k++)
                {
                    if (((length + lengths[k]) * low) - (2 * products[k]) <= Math.Max(bound, bounds[k]))
                    {
                        _found[found++] = k;
                    }
                }
            }

            k = next;
        }

        return found;
    }
}
