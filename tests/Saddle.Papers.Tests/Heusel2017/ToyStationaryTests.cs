using Saddle.Papers.Heusel2017;
using RootMeanSquare = Saddle.Papers.Heusel2017.ToyStationary.RootMeanSquare;

namespace Saddle.Papers.Tests;

/// <summary>The stationary law of the toy saddle: the formula, the runs, and how far they may be apart.</summary>
public sealed class ToyStationaryTests
{
    private static readonly ToyStationary Claim = new();

    // a/sqrt(1 - (1 - c a)^2) is a/sqrt(2 c a - c^2 a^2), c = 200 for x and 2 for y.
    private static readonly RootMeanSquare[] Law =
    [
        .. new[] { (0.001, 0.001), (0.0001, 0.01), (0.005, 0.005), (0.002, 0.01) }
            .Select(p => new RootMeanSquare(Deviation(p.Item1, 200), Deviation(p.Item2, 2))),
    ];

    [Fact]
    public void The_laws_own_deviations_hold()
    {
        var finding = Reports.Holds(Claim, new(Law));
        Assert.InRange(finding.Measured, 0, 1e-12);
        Assert.Equal(["(0.005, 0.005)", "0.005", "0.005", "0.03544", "0.03544"], finding.Table!.Rows[2]);
        Assert.Equal(Law.Select(r => (double?)r.Y), finding.Values("y, measured"));
    }

    [Theory]
    [InlineData(1.049, Outcome.Holds)]
    [InlineData(0.951, Outcome.Holds)]
    [InlineData(1.051, Outcome.Contradicted)]
    [InlineData(0.949, Outcome.Contradicted)]
    public void Each_root_mean_square_may_be_off_by_five_percent(double factor, Outcome outcome)
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(outcome, Reports.Of(Claim, new(Law.With(i, Law[i] with { X = Law[i].X * factor }))).Outcome);
            var y = Reports.Of(Claim, new(Law.With(i, Law[i] with { Y = Law[i].Y * factor })));
            Assert.Equal(outcome, y.Outcome);
            Assert.Equal(Math.Abs(factor - 1), y.Measured, 9);
        }
    }

    [Fact]
    public void Runs_fluctuate_as_the_recursion_does()
    {
        // At (0.005, 0.005) x forgets all in one update, x' = -0.005 noise; y keeps 0.99 of itself. Of 64 runs x has
        // 64,000 independent values, y as many as a run of 100 updates to forget leaves.
        var late = Setting.Simulate(0.005, 0.005, 64, Reports.Quick);
        Assert.Equal(64, late.Length);
        Assert.Equal(1, Math.Sqrt(late.Average(r => r.SquareX)) / 0.005, 0.02);
        Assert.Equal(1, Math.Sqrt(late.Average(r => r.SquareY)) / Deviation(0.005, 2), 0.15);

        // The norm is that of both; the largest is met at the start, after one update of y from -0.4 with noise of
        // 0.005.
        Assert.All(late, r => Assert.InRange(r.MeanNorm * r.MeanNorm, 0, r.SquareX + r.SquareY));
        Assert.All(late, r => Assert.InRange(r.Largest, 0.37, 0.43));
        Assert.True(late.Select(r => r.Final).Distinct().Count() == 64);
    }

    [Fact]
    public void A_run_is_the_same_however_many_there_are()
    {
        var many = Setting.Simulate(0.01, 0.0001, 19, Reports.Quick);
        var few = Setting.Simulate(0.01, 0.0001, 3, Reports.Quick);
        Assert.Equal(few, many[..3]);
    }

    private static double Deviation(double rate, double curvature) =>
        rate / Math.Sqrt((2 * curvature * rate) - (curvature * curvature * rate * rate));
}
