using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Distances between samples, tile by tile: memory does not grow with the number of pairs.</summary>
public static class Neighbours
{
    /// <summary>Rows of a tile; a tile of doubles has 32 MiB.</summary>
    internal const int Tile = 2048;

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
        var (search, scan) = (new NearestSearch(n, k), new DistanceScan(rows));
        for (var i = 0L; i < n; i += Tile)
        {
            // Distances are symmetric: each serves both rows.
            for (var j = i; j < n; j += Tile)
            {
                scan.Tile(i, j, search.Farthest, search.Farthest, (row, other, distance) =>
                {
                    if (row < other)
                    {
                        search.Take(row, distance, other);
                        search.Take(other, distance, row);
                    }
                });
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
        Scan(rows, others, search.Farthest, Never(others), (row, other, distance, _) =>
            search.Take(row, distance, other), tileDone);
        return search.Result(new(rows, others));
    }

    /// <summary>
    /// Visits the pairs that lie in a ball around one of them, and some that nearly do: by squared distances that are
    /// summed exactly wherever rounding could decide.
    /// </summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    /// <param name="balls">The balls around the rows of a.</param>
    /// <param name="others">Those around the rows of b; null where there are none.</param>
    /// <param name="visit">Is given the row of a, that of b, and their squared distance.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    internal static void VisitBalls(
        Tensor a, Tensor b, Balls balls, Balls? others, Action<long, long, double> visit, Action? tileDone = null)
    {
        using var scope = new TensorScope();
        var exact = new ExactDistances(a, b);
        Scan(a, b, balls.Greatest, others?.Greatest ?? Never(b), (i, j, distance, slack) =>
        {
            var isUnsure = balls.AreUnsure(i, distance, slack) || others?.AreUnsure(j, distance, slack) == true;
            visit(i, j, isUnsure ? exact.Squared(i, j) : distance);
        }, tileDone);
    }

    /// <summary>
    /// Visits the squared distances of all pairs, tile by tile; those that rounding could have made of 0 are summed
    /// exactly.
    /// </summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    /// <param name="visit">Is given where the tile begins in a and in b, and the tile.</param>
    internal static void VisitWithZeros(Tensor a, Tensor b, Action<long, long, Tensor> visit)
    {
        using var scope = new TensorScope();
        var exact = new ExactDistances(a, b);
        var lengths = (a.SquaredLengths(), b.SquaredLengths());
        var rounding = Algebra.RoundingOf(a.Shape[1]);
        Visit(a, b, (i, j, distances) =>
        {
            var (rows, columns) = (distances.Shape[0], distances.Shape[1]);
            var slack = (lengths.Item1.Narrow(0, i, rows).Reshape(rows, 1) + lengths.Item2.Narrow(0, j, columns))
                * rounding;
            visit(
                i, j, Settled(distances, distances <= slack, (row, column) => exact.Squared(i + row, j + column)));
        });
    }

    private static void Scan(
        Tensor a, Tensor b, double[] bounds, double[] otherBounds, Action<long, long, double, double> visit,
        Action? tileDone)
    {
        using var scope = new TensorScope();
        var scan = new DistanceScan(a, b);
        for (var i = 0L; i < a.Shape[0]; i += Tile)
        {
            for (var j = 0L; j < b.Shape[0]; j += Tile)
            {
                scan.Tile(i, j, bounds, otherBounds, (row, other, distance) =>
                    visit(row, other, distance, scan.Slack(row, other)));
                tileDone?.Invoke();
            }
        }
    }

    private static double[] Never(Tensor rows)
    {
        var bounds = new double[rows.Shape[0]];
        Array.Fill(bounds, double.NegativeInfinity);
        return bounds;
    }

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

    /// <summary>Each row's squared distance to the nearest of other rows, exactly.</summary>
    /// <param name="rows">[n, d].</param>
    /// <param name="others">[m, d].</param>
    /// <returns>[n].</returns>
    public static Tensor SquaredNearest(Tensor rows, Tensor others)
    {
        var nearest = Among(rows, others, 1).SquaredDistances;
        return Tensor.From<double>(nearest, [nearest.Length]);
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
