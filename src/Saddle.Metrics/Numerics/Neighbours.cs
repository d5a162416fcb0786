using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Distances between samples, tile by tile: memory does not grow with the number of pairs.</summary>
public static class Neighbours
{
    /// <summary>Rows of a tile; a tile of doubles has 32 MiB.</summary>
    private const int Tile = 2048;

    /// <summary>Each row's squared distance to its k-th nearest other row, exactly.</summary>
    /// <param name="rows">[n, d], n greater than k.</param>
    /// <param name="k">Which neighbour, from 1.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    public static Tensor SquaredRadii(Tensor rows, int k, Action? tileDone = null)
    {
        var radii = Within(rows, k, tileDone).Radii(k);
        return Tensor.From<double>(radii, [radii.Length]);
    }

    /// <summary>The nearest other rows of each row.</summary>
    /// <param name="rows">[n, d], n greater than k.</param>
    /// <param name="k">How many.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    internal static Nearest Within(Tensor rows, int k, Action? tileDone = null)
    {
        using var scope = new TensorScope();
        var n = rows.Shape[0];
        var search = new NearestSearch(n, k);
        for (var i = 0L; i < n; i += Tile)
        {
            // Distances are symmetric: each tile serves its rows and its columns.
            for (var j = i; j < n; j += Tile)
            {
                using var inner = new TensorScope();
                var (a, b) = (rows.Rows(i, Math.Min(Tile, n - i)), rows.Rows(j, Math.Min(Tile, n - j)));
                var distances = Algebra.SquaredDistances(a, b);
                if (i == j)
                {
                    Algebra.Fill(Algebra.Diagonal(distances), double.PositiveInfinity); // no row is its own neighbour
                }

                search.Take(i, j, distances);
                if (i != j)
                {
                    search.Take(j, i, distances.Transpose());
                }

                tileDone?.Invoke();
            }
        }

        return search.Result(new(rows, rows));
    }

    /// <summary>The nearest of other rows of each row.</summary>
    /// <param name="rows">[n, d].</param>
    /// <param name="others">[m, d], m at least k.</param>
    /// <param name="k">How many.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    internal static Nearest Among(Tensor rows, Tensor others, int k, Action? tileDone = null)
    {
        using var scope = new TensorScope();
        var search = new NearestSearch(rows.Shape[0], k);
        Visit(rows, others, (i, j, distances) =>
        {
            search.Take(i, j, distances);
            tileDone?.Invoke();
        });
        return search.Result(new(rows, others));
    }

    /// <summary>
    /// Visits the squared distances of all pairs, tile by tile, where they will be compared with radii: those that
    /// rounding could put on the wrong side of one are summed exactly.
    /// </summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    /// <param name="radii">The squared radii of the balls around the rows of a.</param>
    /// <param name="otherRadii">Those around the rows of b; null where none is compared.</param>
    /// <param name="visit">Is given where the tile begins in a and in b, and the tile.</param>
    internal static void VisitBalls(
        Tensor a, Tensor b, double[] radii, double[]? otherRadii, Action<long, long, Tensor> visit)
    {
        using var scope = new TensorScope();
        var (exact, n, m) = (new ExactDistances(a, b), a.Shape[0], b.Shape[0]);
        var lengths = (a.SquaredLengths(), b.SquaredLengths());
        var rounding = Algebra.RoundingOf(a.Shape[1]);
        Visit(a, b, (i, j, distances) =>
        {
            var (rows, columns) = (distances.Shape[0], distances.Shape[1]);
            var slack = (lengths.Item1.Narrow(0, i, rows).Reshape(rows, 1) + lengths.Item2.Narrow(0, j, columns))
                * rounding;
            var near = Tensor.Abs(distances - Part(radii, i, rows).Reshape(rows, 1)) <= slack;
            var either = otherRadii is null
                ? near
                : near | (Tensor.Abs(distances - Part(otherRadii, j, columns)) <= slack);
            visit(i, j, Settled(distances, either, (row, column) => exact.Squared(i + row, j + column)));
        });
    }

    private static Tensor Part(double[] all, long start, long count) =>
        Tensor.From<double>(all.AsSpan((int)start, (int)count), [count]);

    private static Tensor Settled(Tensor distances, Tensor near, Func<long, long, double> exact)
    {
        if (near.Cast(DType.Float64).Sum().Item() == 0)
        {
            return distances;
        }

        var (values, mask, columns) = (distances.ToDoubles(), near.ToArray<byte>(), distances.Shape[1]);
        for (var at = 0; at < values.Length; at++)
        {
            if (mask[at] != 0)
            {
                values[at] = exact(at / columns, at % columns);
            }
        }

        return Tensor.From<double>(values, distances.Shape);
    }

    /// <summary>Each row's squared distance to the nearest of other rows.</summary>
    /// <param name="rows">[n, d].</param>
    /// <param name="others">[m, d].</param>
    /// <returns>[n].</returns>
    public static Tensor SquaredNearest(Tensor rows, Tensor others)
    {
        using var scope = new TensorScope();
        var nearest = Tensor.Full([rows.Shape[0]], double.PositiveInfinity, DType.Float64);
        Visit(rows, others, (i, _, distances) =>
        {
            var (before, now) = (nearest.Narrow(0, i, distances.Shape[0]), Algebra.Minimum(distances).Values);
            Algebra.CopyInto(before, Tensor.Select(now < before, now, before));
        });
        return scope.Keep(nearest);
    }

    /// <summary>
    /// Each row's squared distance to the nearest of those before it; infinite for the first.
    /// </summary>
    /// <param name="rows">[n, d].</param>
    public static double[] SquaredNearestBefore(Tensor rows)
    {
        var (n, nearest) = (rows.Shape[0], new double[rows.Shape[0]]);
        Array.Fill(nearest, double.PositiveInfinity);
        for (var i = 0L; i < n; i += Tile)
        {
            for (var j = 0L; j <= i; j += Tile)
            {
                using var scope = new TensorScope();
                var tile = Algebra.SquaredDistances(
                    rows.Rows(i, Math.Min(Tile, n - i)), rows.Rows(j, Math.Min(Tile, n - j)));
                var (distances, columns) = (tile.ToDoubles(), (int)tile.Shape[1]);
                for (var row = 0; row < tile.Shape[0]; row++)
                {
                    foreach (var distance in distances.AsSpan(row * columns, (int)Math.Min(columns, i + row - j)))
                    {
                        nearest[i + row] = Math.Min(nearest[i + row], distance);
                    }
                }
            }
        }

        return nearest;
    }

    /// <summary>Visits the squared distances of all pairs, tile by tile.</summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    /// <param name="visit">
    /// Is given where the tile begins in a and in b, and the tile; what it makes is freed afterwards.
    /// </param>
    public static void Visit(Tensor a, Tensor b, Action<long, long, Tensor> visit)
    {
        var (n, m) = (a.Shape[0], b.Shape[0]);
        for (var i = 0L; i < n; i += Tile)
        {
            for (var j = 0L; j < m; j += Tile)
            {
                using var scope = new TensorScope();
                visit(
                    i, j, Algebra.SquaredDistances(a.Rows(i, Math.Min(Tile, n - i)), b.Rows(j, Math.Min(Tile, m - j))));
            }
        }
    }

    /// <summary>How many tiles <see cref="SquaredRadii"/> goes through.</summary>
    public static long TilesWithin(long n) => TileCount(n) * (TileCount(n) + 1) / 2;

    /// <summary>How many tiles <see cref="Visit"/> goes through.</summary>
    public static long TilesBetween(long n, long m) => TileCount(n) * TileCount(m);

    /// <summary>How many tiles there are within each of two sets and between them.</summary>
    public static long TilesOfBoth(long n, long m) => TilesWithin(n) + TilesWithin(m) + TilesBetween(n, m);

    private static long TileCount(long n) => (n + Tile - 1) / Tile;
}
