using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether each reading of unrolling is judged by its own share, with the interval of a difference.</summary>
public sealed class UnrollingTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    private static readonly Unrolling[] Readings =
        [new UnrollingKeep(), new UnrollingLookahead(), new UnrollingDifferentiate()];

    [Fact]
    public void The_interval_is_that_of_Newcombes_example()
    {
        // Newcombe 1998, table II, row (a): 56 of 70 against 48 of 80 by method 10.
        var finding = Report(Readings[0], new(48, 80), new(56, 70), new(1, 70), new(1, 70));
        Assert.Equal(0.2, finding.Measured, 12);
        Assert.Equal(0.0524, finding.Interval!.Value.Low, 4);
        Assert.Equal(0.3339, finding.Interval!.Value.High, 4);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Contains("a difference of 0.200.", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_reading_is_judged_by_its_own_runs(int mine)
    {
        Proportion[] shares = [new(1000, 10_000), new(5000, 10_000), new(5000, 10_000), new(5000, 10_000)];
        Assert.Equal(Outcome.Contradicted, Report(Readings[mine], shares).Outcome);
        shares[1 + mine] = new(1100, 10_000);
        var finding = Report(Readings[mine], shares);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0.01, finding.Measured, 12);
        var bars = Assert.IsType<Bars>(finding.Figure.Panels[0].Traces[0]);
        Assert.Equal(0.11, bars.Y[1 + mine]);
        Assert.StartsWith("0.110 (", finding.Table!.Rows[1 + mine][1], StringComparison.Ordinal);
    }

    /// <summary>The interval reaches 0.0097 beyond a difference of 0.09, and 0.0063 beyond one of -0.09.</summary>
    [Theory]
    [InlineData(1900, Outcome.Holds)]
    [InlineData(1910, Outcome.Contradicted)]
    [InlineData(100, Outcome.Holds)]
    [InlineData(40, Outcome.Contradicted)]
    public void The_whole_interval_must_be_within_a_tenth(int successes, Outcome expected)
    {
        Proportion plain = new(1000, 10_000);
        Assert.Equal(expected, Report(Readings[1], plain, plain, new(successes, 10_000), plain).Outcome);
    }

    private static Finding Report(Unrolling reading, params Proportion[] shares) =>
        reading.Report(new([.. shares.Select(s => (IReadOnlyList<Proportion>)[s, s, s])]), Quick);
}
