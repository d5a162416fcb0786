using Saddle.Dynamics;
using Saddle.Games;

namespace Saddle.Papers.Tests;

/// <summary>What claims draw alike, and starts as games draw them.</summary>
public sealed class DrawingTests
{
    private static readonly double[][] Samples = [[10, 1, 2], [3, 3, 3], [4, double.PositiveInfinity, 5]];

    [Fact]
    public void A_sample_is_its_median_between_its_ends()
    {
        var points = Drawing.Spread("spread", Drawing.Places(3), Samples);
        Assert.Equal([0, 1, 2], points.X);
        Assert.Equal([2, 3, 5], points.Y);
        Assert.Equal([1, 3, 4], points.Low!);
        Assert.Equal([10, 3, null], points.High!);
        var line = Drawing.Band("band", [1, 10, 100], Samples);
        Assert.Equal([1, 10, 100], line.X);
        Assert.Equal(points.Y, line.Y);
        Assert.Equal(points.Low!, line.Low!);
        Assert.Equal(points.High!, line.High!);
    }

    [Fact]
    public void A_path_is_that_of_the_first_two_coordinates_with_gaps_where_it_is_not_finite()
    {
        var path = Drawing.Path("path", [[1, 2, 9], [3, double.NaN, 9], [double.PositiveInfinity, 4, 9]]);
        Assert.Equal([1, 3, null], path.X);
        Assert.Equal([2, null, 4], path.Y);
    }

    [Fact]
    public void A_share_stands_in_its_interval()
    {
        // Wilson's interval of 5 of 10 is 1/2 -+ z/2 sqrt(1/(n + z^2)).
        var bars = Drawing.Shares("shares", [new Proportion(5, 10), new Proportion(0, 10)]);
        Assert.Equal([0.5, 0], bars.Y);
        var half = 1.959964 / 2 / Math.Sqrt(10 + 3.841459);
        Assert.Equal(0.5 - half, bars.Low![0]!.Value, 6);
        Assert.Equal(0.5 + half, bars.High![0]!.Value, 6);
        Assert.Equal(0, bars.Low[1]);
    }

    [Fact]
    public void Starts_are_uniform_in_the_games_square_and_each_runs_own()
    {
        var game = new DiracGan();
        var starts = Enumerable.Range(0, 4000).Select(run => DrawnStart.Of(game, 7, run)).ToList();
        Assert.All(starts, s => Assert.All(s, x => Assert.InRange(x, -1, 1)));
        for (var i = 0; i < 2; i++)
        {
            // Of a uniform law on (-1, 1) the mean is 0, the mean square 1/3; each within five standard errors.
            Assert.Equal(0, starts.Average(s => s[i]), 0.046);
            Assert.Equal(1 / 3.0, starts.Average(s => s[i] * s[i]), 0.024);
        }

        Assert.Equal(starts[3], DrawnStart.Of(game, 7, 3));
        Assert.NotEqual(starts[3], DrawnStart.Of(game, 8, 3));
        Assert.Equal(4000, starts.Select(s => s[0]).Distinct().Count());
    }
}
