using Saddle.Papers.Mescheder2018;
using Run = Saddle.Papers.Mescheder2018.PenaltyConverges.Run;

namespace Saddle.Papers.Tests;

/// <summary>Penalties at the closed form's rate: which differences are allowed, and which runs must approach.</summary>
public sealed class PenaltyConvergesTests
{
    private static readonly R1Converges Claim = new R1Converges();

    private static readonly Run[] Runs =
    [
        .. new[] { 0.03, 0.1, 0.3 }.SelectMany(h => new[] { false, true }.SelectMany(alternating =>
            new[] { 0.1, 0.3, 1, 3 }.Select(gamma =>
                new Run(gamma, h, alternating, Rates(h, alternating, gamma), Gap: 0.1)))),
    ];

    [Fact]
    public void Rates_of_the_closed_form_hold()
    {
        var finding = Reports.Holds(Claim, new(Runs));
        Assert.Equal(0, finding.Measured);
        Assert.Equal(
            "The rates of 24 runs agree with the closed form to 0 %. All approach the equilibrium.", finding.Reason);
        Assert.Equal("alternating, eta 0.03", finding.Table!.Rows[4][1]);
        var panels = finding.Figure.Panels;
        Assert.Equal("simultaneous", panels[0].Title);
        Assert.Equal("alternating", panels[1].Title);
        Assert.All(panels, p => Assert.Equal(6, p.Traces.Count));
    }

    [Fact]
    public void The_same_numbers_are_named_by_the_penaltys_own_parameter()
    {
        var finding = Reports.Of(new InstanceNoiseConverges(), new(Runs.With(23, Leaving(Runs[23]))));
        Assert.Equal("sigma", finding.Table!.Headers[0]);
        finding.Says("sigma 3 (alternating, eta 0.3).");
    }

    [Theory]
    [InlineData(0.99, Outcome.Contradicted)]
    [InlineData(0.991, Outcome.Holds)]
    [InlineData(1.011, Outcome.Contradicted)]
    public void A_measured_rate_may_be_off_by_one_percent(double factor, Outcome outcome)
    {
        // 0.99 is a little more than one percent off, for want of a last digit.
        var off = Runs[5].Rates with { Measured = Runs[5].Rates.Formula * (factor - 1e-9) };
        Assert.Equal(outcome, Reports.Of(Claim, new(Runs.With(5, Runs[5] with { Rates = off }))).Outcome);
    }

    [Theory]
    [InlineData(9e-13, 0.1, Outcome.Holds)]
    [InlineData(2e-12, 0.1, Outcome.Contradicted)]
    [InlineData(9e-7, 9e-5, Outcome.Holds)] // the eigenvalues coincide
    [InlineData(2e-6, 9e-5, Outcome.Contradicted)]
    public void The_spectrum_is_exact_but_for_a_double_eigenvalue(double off, double gap, Outcome outcome)
    {
        var rates = Runs[9].Rates with { Spectrum = Runs[9].Rates.Formula + off };
        var runs = Runs.With(9, Runs[9] with { Rates = rates, Gap = gap });
        Assert.Equal(outcome, Reports.Of(Claim, new(runs)).Outcome);
    }

    [Fact]
    public void A_run_may_leave_with_the_largest_rate_only()
    {
        var large = Reports.Holds(Claim, new(Runs.With(19, Leaving(Runs[19]))));
        large.Says("as the closed form says: gamma 3 (simultaneous, eta 0.3).");
        Reports.Contradicts(Claim, new(Runs.With(11, Leaving(Runs[11]))));
        Reports.Contradicts(Claim, new(Runs.With(4, Leaving(Runs[4]))));
    }

    [Fact]
    public void What_is_measured_are_the_roots_of_the_update()
    {
        var runs = Claim.Measure(Reports.Quick).Runs;
        Assert.Equal(Runs.Length, runs.Count);
        Assert.All(Runs.Zip(runs), pair =>
        {
            var (root, run) = pair;
            Assert.Equal((root.Strength, root.Eta, root.Alternating), (run.Strength, run.Eta, run.Alternating));
            Assert.Equal(root.Rates.Formula, run.Rates.Formula, 9);
        });
    }

    private static RateComparison Rates(double h, bool alternating, double gamma) =>
        DiracRates.Agreeing(alternating ? DiracRates.Alternating(h, gamma) : DiracRates.Simultaneous(h, gamma));

    private static Run Leaving(Run run) => run with { Rates = DiracRates.Agreeing(0.01) };
}
