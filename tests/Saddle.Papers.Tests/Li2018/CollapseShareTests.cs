using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether the share of collapses is judged by every rule of success, on hand-made counts.</summary>
public sealed class CollapseShareTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Fact]
    public void A_fifth_by_every_rule_holds()
    {
        var finding = Report(20, 20, 30);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0.2, finding.Measured, 12);

        // Wilson's interval of 20 in 100.
        Assert.Equal(0.1334, finding.Interval!.Value.Low, 4);
        Assert.Equal(0.2888, finding.Interval!.Value.High, 4);
        Assert.Contains(
            "total variation distance at most 0.01' 0.300 (0.219",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal(["both intervals collapsed", "20", "20", "30"], finding.Table!.Rows[0]);
        Assert.Equal(["still moving", "80", "80", "70"], finding.Table!.Rows[1]);
        var bars = Assert.IsType<Bars>(finding.Figure.Panels[0].Traces[1]);
        Assert.Equal([0.8, 0.8, 0.7], bars.Y);
    }

    /// <summary>The lower end of Wilson's interval is 0.1009 for 16 in 100, and 0.0931 for 15.</summary>
    [Theory]
    [InlineData(16, 16, 16, Outcome.Holds)]
    [InlineData(15, 16, 16, Outcome.Contradicted)]
    [InlineData(16, 15, 16, Outcome.Contradicted)]
    [InlineData(16, 16, 15, Outcome.Contradicted)]
    public void A_share_that_may_be_a_tenth_contradicts_by_whichever_rule(
        int means,
        int wide,
        int narrow,
        Outcome expected) =>
        Assert.Equal(expected, Report(means, wide, narrow).Outcome);

    // Intervals that count as open although their ends are equal.
    [Fact]
    public void A_collapse_that_is_not_seen_is_told() =>
        Assert.Equal(Outcome.Contradicted, Report(0, 0, 0).Outcome);

    private static Finding Report(params int[] collapsed) => new CollapseShare().Report(
        new([.. collapsed.Select(count => new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["still moving"] = 100 - count,
            ["both intervals collapsed"] = count,
        })]),
        Quick);
}
