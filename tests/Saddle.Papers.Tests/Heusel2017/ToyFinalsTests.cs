using Saddle.Papers.Heusel2017;
using Measurements = Saddle.Papers.Heusel2017.ToyFinals.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>The notebook's four runs: which finals of ours count as ending likewise.</summary>
public sealed class ToyFinalsTests
{
    private static readonly ToyFinals Claim = new();

    // Final norms of the notebook: 0.794, 0.010, 0.096, 0.143.
    private static readonly Measurements Alike = new(
        [LateRuns.Around(0.8, largest: 3.25), LateRuns.Around(0.01), LateRuns.Around(0.1), LateRuns.Around(0.15)],
        [[0.64, 0.7], [0.64, 0.01], [0.64, 0.1], [0.64, 0.2]]);

    [Fact]
    public void Finals_among_ours_in_the_notebooks_order_hold()
    {
        var finding = Reports.Holds(Claim, Alike);
        Assert.Equal(0.8, finding.Measured);
        Assert.Equal((0.4, 1.6), finding.Interval);
        Assert.Equal(7, finding.Seeds);
        finding.Says("0.800 / 0.010 / 0.100 / 0.150 for (0.01, 0.01), (0.001, 0.001)");
        finding.Says("are all among ours");
        finding.Says("farther away than 3.25");

        // 1 - 200 x 0.01 and 1 - 2 x 0.0001.
        Assert.Equal("-1, 0.9998", finding.Table!.Rows[3][1]);
        Assert.Equal("0.08, 0.8, 8", finding.Table.Rows[0][^1]);
        Assert.Equal([0.794, 0.010, 0.096, 0.143], finding.Values("notebook's final norm"));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0.0009)]
    [InlineData(2, 0.97)]
    [InlineData(3, 0.014)]
    public void A_final_norm_outside_ours_contradicts(int pair, double norm)
    {
        var scale = norm / Alike.Late[pair][2].MeanNorm;
        var runs = Alike.Late[pair].Select(r => r with { Final = scale * r.Final }).ToList();
        var finding = Reports.Contradicts(Claim, Alike with { Late = Alike.Late.With(pair, runs) });
        finding.Says("NOT all");
    }

    [Fact]
    public void A_final_norm_at_the_end_of_ours_counts()
    {
        var runs = Alike.Late[1].Select((r, i) => r with { Final = 0.010 + (0.001 * i) }).ToList();
        Reports.Holds(Claim, Alike with { Late = Alike.Late.With(1, runs) });
    }

    [Theory]
    [InlineData(1, 0.11)] // (0.001, 0.001) is not the least
    [InlineData(3, 0.81)] // (0.01, 0.01) is not the greatest
    public void Another_order_of_the_mean_norms_contradicts(int pair, double norm)
    {
        var runs = Alike.Late[pair].Select(r => r with { MeanNorm = norm }).ToList();
        Reports.Contradicts(Claim, Alike with { Late = Alike.Late.With(pair, runs) });
    }
}
