using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Distances tile by tile against all pairs, across the borders of tiles.</summary>
public sealed class NeighboursTests : TensorTests
{
    private const int Tile = 2048;

    [TorchFact]
    public void Radii_across_tiles_are_those_of_all_pairs()
    {
        var rows = Sides.Normals(Tile + 70, 2, 1);
        var points = BruteForce.Rows(rows);
        var radii = Neighbours.SquaredRadii(rows, 3, () => { }).ToDoubles();
        Assert.Equal(points.Length, radii.Length);
        foreach (var i in (int[])[0, 1, 999, Tile - 1, Tile, Tile + 69])
        {
            Assert.Equal(Math.Pow(BruteForce.Radius(points, i, 3), 2), radii[i], 1e-12);
        }
    }

    [TorchFact]
    public void The_nearest_of_others_is_found_in_whichever_tile_it_lies()
    {
        // 2,100 others on the line: those next to 7 and to 2,070 lie in different tiles.
        var others = Tensor.From<double>([.. Enumerable.Range(0, Tile + 52).Select(i => (double)i)], [Tile + 52, 1]);
        var rows = Tensor.From<double>([7.25, 2070.4, -3, 5000], [4, 1]);
        var nearest = Neighbours.SquaredNearest(rows, others).ToDoubles();
        double[] expected = [0.0625, 0.16, 9, Math.Pow(5000 - (Tile + 51), 2)];
        Assert.All(nearest.Zip(expected), pair => Assert.Equal(1, pair.First / pair.Second, 1e-6));
    }

    [TorchFact]
    public void Every_pair_is_visited_once_and_every_tile_is_told()
    {
        var (a, b) = (Sides.Normals(Tile + 3, 1, 1), Sides.Normals((2 * Tile) + 5, 1, 2));
        var (pairs, tiles, sum) = (0L, 0, 0.0);
        Neighbours.Visit(a, b, (i, j, distances) =>
        {
            Assert.Equal((0, 0), (i % Tile, j % Tile));
            pairs += distances.Count;
            sum += distances.Sum().Item();
            tiles++;
        });
        Assert.Equal((Tile + 3L) * ((2 * Tile) + 5), pairs);
        Assert.Equal(Neighbours.TilesBetween(Tile + 3, (2 * Tile) + 5), tiles);

        // The sum over all pairs of (x - y)^2 is m |x|^2 + n |y|^2 - 2 (sum x)(sum y).
        double[] x = a.ToDoubles(), y = b.ToDoubles();
        var expected = (y.Length * BruteForce.Dot(x, x)) + (x.Length * BruteForce.Dot(y, y)) - (2 * x.Sum() * y.Sum());
        Assert.Equal(1, sum / expected, 1e-11);
        var within = 0;
        Neighbours.SquaredRadii(b, 1, () => within++);
        Assert.Equal(Neighbours.TilesWithin((2 * Tile) + 5), within);
    }

    [TorchFact]
    public void A_row_is_at_0_from_its_copy_and_not_its_own_neighbour()
    {
        var rows = Sides.Normals(6, 3, 1) * 1e6;
        var twice = Tensor.Concatenate([rows, rows]);
        Assert.All(Neighbours.SquaredRadii(twice, 1, () => { }).ToDoubles(), radius => Assert.Equal(0, radius));
        Assert.All(Neighbours.SquaredRadii(twice, 2, () => { }).ToDoubles(), radius => Assert.True(radius > 0));
        Assert.All(
            Algebra.Diagonal(Algebra.SquaredDistances(rows, rows)).ToDoubles(), distance => Assert.Equal(0, distance));
    }
}
