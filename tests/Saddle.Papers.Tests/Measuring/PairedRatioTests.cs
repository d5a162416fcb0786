namespace Saddle.Papers.Tests.Measuring;

/// <summary>Two arms over the same seeds: which is lower for sure, and when none is.</summary>
public sealed class PairedRatioTests
{
    private static readonly double[] One = [4, 4, 4, 4, 4, 4];

    [Fact]
    public void The_ratio_is_the_geometric_mean_within_its_interval()
    {
        var ratio = PairedRatio.Of([1, 1, 2, 2, 2, 2], One);
        Assert.Equal(Math.Pow(4 * 4 * 16, -1.0 / 6), ratio.Ratio, 12);
        Assert.Equal(0.25, ratio.Interval.Low, 12);
        Assert.Equal(0.5, ratio.Interval.High, 12);
        Assert.Equal(Outcome.Holds, ratio.Outcome);
        Assert.Equal("0.397 (0.25 to 0.5)", ratio.ToString());
    }

    // Of six pairs one on the other side, or in between, leaves it open.
    [Theory]
    [InlineData(3.9, Outcome.Holds)]
    [InlineData(4, Outcome.Undecided)]
    [InlineData(4.1, Outcome.Undecided)]
    public void It_is_decided_by_the_whole_interval(double last, Outcome outcome)
    {
        double[] lower = [1, 1, 1, 1, 1, last];
        Assert.Equal(outcome, PairedRatio.Of(lower, One).Outcome);
        var reversed = outcome == Outcome.Holds ? Outcome.Contradicted : outcome;
        Assert.Equal(reversed, PairedRatio.Of(One, lower).Outcome);
    }

    // Seeds in common are taken out: each pair differs by a tenth, the seeds by a factor of 32.
    [Fact]
    public void What_seeds_have_in_common_does_not_widen_it()
    {
        double[] seeds = [1, 2, 4, 8, 16, 32];
        Assert.Equal(Outcome.Holds, PairedRatio.Of([.. seeds.Select(s => 0.9 * s)], seeds).Outcome);
        Assert.Equal(Outcome.Undecided, PairedRatio.Of([.. seeds.Select(s => 0.9 * s)], [.. seeds.Reverse()]).Outcome);
    }

    [Fact]
    public void Counts_enter_with_a_half()
    {
        var ratio = PairedRatio.OfCounts([0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]);
        Assert.Equal(1 / 3.0, ratio.Ratio, 12);
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([0, 0, 0, 0, 0, 0], One));
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([1, 1, 1, 1, 1, 1, 1], One));
    }

    [Fact]
    public void Of_several_one_that_contradicts_decides_and_then_one_that_is_open()
    {
        var holds = PairedRatio.Of([1, 1, 1, 1, 1, 1], One);
        var contradicted = PairedRatio.Of(One, [1, 1, 1, 1, 1, 1]);
        var open = PairedRatio.Of(One, One);
        Assert.Equal(Outcome.Holds, PairedRatio.Every(holds, holds));
        Assert.Equal(Outcome.Undecided, PairedRatio.Every(holds, open));
        Assert.Equal(Outcome.Contradicted, PairedRatio.Every(open, contradicted, holds));
    }
}
