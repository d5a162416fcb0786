using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Distances between samples, tile by tile: memory does not grow with the number of pairs.</summary>
public static class Neighbours
{
    /// <summary>Rows of a tile; a tile of doubles has 32 MiB.</summary>
    private const int Tile = 2048;

    /// <summary>Each row's squared distance to its k-th nearest other row.</summary>
    /// <param name="rows">[n, d], n greater than k.</param>
    /// <param name="k">Which neighbour, from 1.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    public static Tensor SquaredRadii(Tensor rows, int k, Action? tileDone = null)
    {
        using var scope = new TensorScope();
        var n = rows.Shape[0];
        var nearest = Tensor.Full([n, k + 1], double.PositiveInfinity, DType.Float64);
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
                    Algebra.Fill(Algebra.Diagonal(distances), 0); // whatever rounding says
                }

                Merge(nearest, i, distances, k + 1);
                if (i != j)
                {
                    Merge(nearest, j, distances.Transpose(), k + 1);
                }

                tileDone?.Invoke();
            }
        }

        return scope.Keep(nearest.Narrow(1, k, 1).Reshape(n).Clone());
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

    private static long TileCount(long n) => (n + Tile - 1) / Tile;

    private static void Merge(Tensor nearest, long start, Tensor distances, int k)
    {
        var rows = nearest.Narrow(0, start, distances.Shape[0]);
        var candidates = Algebra.Smallest(distances, (int)Math.Min(k, distances.Shape[1]));
        Algebra.CopyInto(rows, Algebra.Smallest(Tensor.Concatenate([rows, candidates], 1), k));
    }
}
