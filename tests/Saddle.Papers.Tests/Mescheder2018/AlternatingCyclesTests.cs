using Saddle.Papers.Mescheder2018;
using Band = Saddle.Papers.Mescheder2018.AlternatingCycles.Band;
using Measurements = Saddle.Papers.Mescheder2018.AlternatingCycles.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>Alternating descent on the Dirac-GAN: what counts as going round.</summary>
public sealed class AlternatingCyclesTests
{
    private static readonly AlternatingCycles Claim = new();

    private static readonly Measurements Neutral = new(
        [1, 1, 1, 1, 1, 1, 1.4, 4.3],
        [.. new[] { 0.1, 0.3, 1 }.Select(h => new Band(1 / Widest(h), Widest(h)))],
        [new(0.5, 2), new(0.25, 4), new(0.125, 8)],
        [[0.8, 0.4], [0.7, 0.6]]);

    [Fact]
    public void Neutral_spectra_and_bands_within_the_bounds_hold()
    {
        var finding = Reports.Holds(Claim, Neutral);
        Assert.Equal(1, finding.Measured, 12);
        finding.Says("0.25 to 4.00 (step 0.3)");
        finding.Says("the radius is 1.400 at h = 4.1");
        Assert.Equal(["1", "1", "0.7746 to 1.291", "0.7746 to 1.291", "0.125 to 8"], finding.Table!.Rows[2]);
        Assert.Equal(["2", "1", "-", "-", "-"], finding.Table.Rows[3]);
        Assert.Equal([0.4, 0.6], finding.Values("run"));
    }

    [Theory]
    [InlineData(0, 1 + 2e-9)] // where it should be 1
    [InlineData(5, 1 - 2e-9)] // h f'(0) = 1.95
    [InlineData(6, 1)] // h f'(0) = 2.05, where it should be greater
    [InlineData(7, 0.9)]
    public void A_radius_on_the_wrong_side_contradicts(int rate, double radius) =>
        Reports.Contradicts(Claim, Neutral with { Radii = Neutral.Radii.With(rate, radius) });

    [Theory]
    [InlineData(0.995, 1.005, Outcome.Holds)]
    [InlineData(1, 1.015, Outcome.Contradicted)]
    [InlineData(0.985, 1, Outcome.Contradicted)]
    public void Runs_near_the_equilibrium_stay_within_the_bounds(double low, double high, Outcome outcome)
    {
        for (var rate = 0; rate < 3; rate++)
        {
            var band = new Band(Neutral.Near[rate].Low * low, Neutral.Near[rate].High * high);
            var finding = Reports.Of(Claim, Neutral with { Near = Neutral.Near.With(rate, band) });
            Assert.Equal(outcome, finding.Outcome);
            Assert.Equal(Math.Max(high, 1 / low), finding.Measured, 12);
        }
    }

    [Fact]
    public void Runs_from_far_away_do_not_count() =>
        Reports.Holds(Claim, Neutral with { Far = [new(1e-9, 1e9), new(0.1, 1), new(1, 10)] });

    private static double Widest(double h) => Math.Sqrt((4 + h) / (4 - h));
}
