using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether a pair's factor is held against 1 - h, on hand-made factors.</summary>
public sealed class PointCoverageTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // At the steps 0.1, the mass 0.5 and the regulariser 0.1 an excess of 0.5 makes h a quarter.
    [Theory]
    [InlineData(0.5, 0.75 + 0.9e-6, 0.9, Outcome.Holds)]
    [InlineData(0.5, 0.75 - 1.1e-6, 0.9, Outcome.Contradicted)]
    [InlineData(0.5, 0.75, 1.1, Outcome.Contradicted)]
    [InlineData(-0.5, 1.25, 1.25, Outcome.Holds)]
    [InlineData(-0.5, 1.25 + 1.1e-6, 1.25, Outcome.Contradicted)]
    [InlineData(-0.5, 1.25, 0.99, Outcome.Contradicted)]
    [InlineData(0.5, double.NaN, 0.9, Outcome.Contradicted)]
    public void The_factor_is_held_against_the_formula(double excess, double factor, double radius, Outcome expected)
    {
        PointCoverage.PairFactor[] factors =
            [new(excess, Alternating: true, factor, radius), new(0.2, Alternating: false, 0.9, 0.95)];
        Assert.Equal(expected, Report(factors).Outcome);
        Assert.Equal(expected, Report([.. Enumerable.Reverse(factors)]).Outcome);
    }

    [Fact]
    public void The_report_says_what_was_measured()
    {
        var finding = Report(new(0.5, Alternating: true, 0.75 - 4e-6, 0.9), new(-0.5, Alternating: false, 1.25, 0.9));
        Assert.Equal(4e-6, finding.Measured, 1e-12);
        Assert.Contains("the exact radius is not always below 1", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("to a distance of 1.75 bandwidths after 600 updates", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(["0.5", "alternating", "0.7500000", "0.7499960", "0.9000000"], finding.Table!.Rows[0]);
        Assert.Equal("simultaneous", finding.Table!.Rows[1][1]);
        var line = Assert.IsType<Line>(finding.Figure.Panels[0].Traces[1]);
        Assert.Equal("excess 0", line.Name);
        Assert.Equal([0, 2], line.X);
        Assert.Equal([0.1, 0.11], line.Y);
    }

    private static Finding Report(params PointCoverage.PairFactor[] factors) =>
        new PointCoverage().Report(new(factors, [[0.1, 0.05], [0.1, 0.11], [0.1, 1.75]]), Quick);
}
