using Saddle.Games;
using Saddle.Papers.Mescheder2018;
using Growth = Saddle.Papers.Mescheder2018.SimultaneousDiverges.Growth;
using Measurements = Saddle.Papers.Mescheder2018.SimultaneousDiverges.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>Unregularised simultaneous descent: which rates, and which runs, count as leaving.</summary>
public sealed class SimultaneousDivergesTests
{
    private static readonly SimultaneousDiverges Claim = new();

    // The Wasserstein loss has the slope 1: its rates count twice.
    private static readonly Measurements Leaving = new(
        [
            .. new[] { DiracLoss.Vanilla, DiracLoss.NonSaturating, DiracLoss.Wasserstein }.SelectMany(loss =>
                new[] { 0.03, 0.1, 0.3, 1 }.Select(h =>
                    new Growth(loss, h, Rates(loss == DiracLoss.Wasserstein ? 2 * h : h)))),
        ],
        LeastFactor: 1,
        LeastGrowth: 1.001);

    [Fact]
    public void The_lemmas_rates_and_runs_that_never_come_nearer_hold()
    {
        var finding = Reports.Holds(Claim, Leaving);
        Assert.Equal(0, finding.Measured);
        finding.Says("never falls, in any update of any run, and grows in each run");

        // log sqrt(1 + 1/4) with the rate 1 and the slope 1/2.
        string[] row = ["Vanilla", "simultaneous, eta 1", "0.111572", "0.111572", "0.111572", "0 %"];
        Assert.Equal(row, finding.Table!.Rows[3]);
        Assert.Equal(Math.Log(2) / 2, finding.Values("formula, Wasserstein")[3]!.Value, 12);
    }

    [Fact]
    public void A_spectrum_or_a_rate_that_is_off_contradicts()
    {
        var row = Leaving.Rates[6];
        var (formula, spectrum, measured) = row.Rates;
        Measurements With(RateComparison rates) =>
            Leaving with { Rates = Leaving.Rates.With(6, row with { Rates = rates }) };
        Reports.Holds(Claim, With(new(formula, spectrum + 5e-13, measured * 1.0099)));
        Reports.Contradicts(Claim, With(new(formula, spectrum + 2e-12, measured)));
        Assert.Equal(0.0101, Reports.Contradicts(Claim, With(new(formula, spectrum, measured * 1.0101))).Measured, 9);
    }

    [Theory]
    [InlineData(1 - 5e-15, 1.001, Outcome.Holds)] // an update is lost in rounding
    [InlineData(1 - 2e-14, 1.001, Outcome.Contradicted)]
    [InlineData(1, 1, Outcome.Contradicted)]
    public void No_run_comes_nearer_and_each_ends_farther_away(double factor, double growth, Outcome outcome)
    {
        var finding = Reports.Of(Claim, Leaving with { LeastFactor = factor, LeastGrowth = growth });
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(
            outcome == Outcome.Contradicted, finding.Reason.Contains("does NOT always grow", StringComparison.Ordinal));
    }

    private static RateComparison Rates(double h) => DiracRates.Agreeing(DiracRates.Simultaneous(h, 0));
}
