using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers.Li2018;
using Saddle.Rules;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether every reading with every number of steps is judged, by the interval over the same starts.</summary>
public sealed class UnrollingTests
{
    private static readonly int[] Counts = [1, 5, 20, 50];

    private static readonly Unrolling Claim = new();

    [Fact]
    public void Little_change_everywhere_holds()
    {
        var finding = Reports.Holds(Claim, Measured((_, _) => (60, 30)));
        Assert.Equal(0.03, finding.Measured, 12);
        Assert.Equal(4000, finding.Seeds);
        finding.Says("succeed from 0.100 (0.083 to 0.120) of the starts");
        finding.Says("the change is little in 12 of 12 cases");
        Assert.Equal(13, finding.Table!.Rows.Count);
        Assert.Equal(["differentiated", "50"], finding.Table.Rows[^1].Take(2), StringComparer.Ordinal);
        Assert.Equal([1, 5, 20, 50], Assert.IsType<Line>(finding.Figure.Panels[0].Traces[2]).X);
    }

    [Theory]
    [InlineData(UnrollMode.Keep, 1)]
    [InlineData(UnrollMode.Lookahead, 5)]
    [InlineData(UnrollMode.Differentiate, 50)]
    public void One_case_that_changes_much_contradicts(UnrollMode mode, int k)
    {
        var finding = Reports.Contradicts(
            Claim, Measured((m, n) => (m, n) == (mode, k) ? (400, 20) : (20, 20)));
        Assert.Equal(0.38, finding.Measured, 12);
        finding.Says("by " + (k == 1 ? "1 steps kept" : k == 5 ? "5 steps looked at" : "50 steps differentiated"));
    }

    // Of 1000 pairs with 90 gained and 10 lost the half width is 0.0189.
    [Theory]
    [InlineData(85, 10, Outcome.Holds)]
    [InlineData(95, 10, Outcome.Contradicted)]
    [InlineData(10, 85, Outcome.Holds)]
    [InlineData(10, 95, Outcome.Contradicted)]
    public void The_whole_interval_must_be_within_a_tenth(int gained, int lost, Outcome expected) =>
        Assert.Equal(
            expected,
            Reports.Of(Claim, Measured((m, k) => m == UnrollMode.Keep && k == 5 ? (gained, lost) : (0, 0))).Outcome);

    private static Unrolling.Measurements Measured(Func<UnrollMode, int, (int Gained, int Lost)> change)
    {
        Proportion plain = new(100, 1000);
        return new(
            [plain, plain, plain],
            [
                .. Enum.GetValues<UnrollMode>().SelectMany(mode => Counts.Select(k =>
                {
                    var (gained, lost) = change(mode, k);
                    Proportion share = new(Math.Max(0, 100 + gained - lost), 1000);
                    return new Unrolling.Reading(mode, k, new(gained, lost, 1000), [share, share, share]);
                })),
            ]);
    }
}
