using Saddle.Papers.Mescheder2018;
using Measurements = Saddle.Papers.Mescheder2018.CriticalDamping.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>The penalty's best weight: where the fastest approach may be, and how fast.</summary>
public sealed class CriticalDampingTests
{
    private static readonly CriticalDamping Claim = new();
    private static readonly double[] Etas = [0.03, 0.1, 0.3];

    [Fact]
    public void The_closed_forms_rates_are_fastest_at_gamma_one()
    {
        var finding = Reports.Holds(Claim, Rates(shift: 0, factor: 1));
        Assert.Equal(1, finding.Measured, 12);
        finding.Says("at gamma 1, 1, 1 for h = 0.03, 0.1, 0.3");
        Assert.Equal(["0.1", "1", "-0.0512933", "-0.0512933"], finding.Table!.Rows[1]);
        Assert.Equal(0.0512933, finding.Values("measured, h = 0.1")[19]!.Value, 6);
    }

    [Theory]
    [InlineData(0.05, Outcome.Holds)]
    [InlineData(-0.05, Outcome.Holds)]
    [InlineData(0.1, Outcome.Contradicted)]
    [InlineData(-0.1, Outcome.Contradicted)]
    public void The_fastest_may_be_one_step_of_the_grid_away(double shift, Outcome outcome)
    {
        var finding = Reports.Of(Claim, Rates(shift, factor: 1));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(1 + shift, finding.Measured, 9);
    }

    [Theory]
    [InlineData(1.009, Outcome.Holds)]
    [InlineData(1.011, Outcome.Contradicted)]
    [InlineData(0.989, Outcome.Contradicted)]
    public void Its_rate_may_be_off_by_one_percent(double factor, Outcome outcome) =>
        Assert.Equal(outcome, Reports.Of(Claim, Rates(shift: 0, factor)).Outcome);

    [Fact]
    public void One_rate_at_which_it_differs_contradicts()
    {
        var (right, wrong) = (Rates(0, 1), Rates(0.2, 1));
        Reports.Contradicts(Claim, new(right.Rates.With(0, wrong.Rates[0])));
        Reports.Contradicts(Claim, new(right.Rates.With(2, wrong.Rates[2])));
    }

    // The rates of R1 with simultaneous descent, moved along gamma, and all multiplied.
    private static Measurements Rates(double shift, double factor) => new(
    [
        .. Etas.Select(h => Enumerable.Range(1, 60)
            .Select(i => DiracRates.Agreeing(factor * DiracRates.Simultaneous(h, (i * 0.05) - shift))).ToList()),
    ]);
}
