using Saddle.Papers.Heusel2017;
using Saddle.Rules;
using Cell = Saddle.Papers.Heusel2017.StepLaw.Cell;

namespace Saddle.Papers.Tests;

/// <summary>
/// The law of the step, and that of the ratio: which runs count as right, and which wrong rules are told.
/// </summary>
public sealed class StepLawTests
{
    private static readonly double[] EtaG = [0.05, 0.1, 0.2, 0.4, 0.8];
    private static readonly double[] EtaD = [0.01, 0.1, 0.6];

    // Six seeds; with s = 2 the boundary is at eta_G = 0.25, so 9 of 15 cells are stable.
    private static readonly Cell[] Exact =
    [
        .. Enumerable.Range(0, 6).SelectMany(_ => EtaG.SelectMany(g => EtaD.Select(d => At(g, d, 1)))),
    ];

    // A complex pair: half the logarithm of 1 - 0.1 + 0.1 * 0.2 * 4.
    [Fact]
    public void The_law_is_that_of_a_matrix_of_two_by_two()
    {
        Assert.Equal(Math.Log(0.98) / 2, StepLaw.LogRadius(0.2, 0.1, 2), 14);

        // Real roots of x^2 - 1.4 x + 0.4 + 0.6 * 0.05 * 1: the larger one.
        Assert.Equal(Math.Log(0.7 + Math.Sqrt(0.49 - 0.43)), StepLaw.LogRadius(0.05, 0.6, 1), 14);
        Assert.Equal(0, StepLaw.LogRadius(0.25, 0.1, 2), 14);
    }

    [Theory]
    [InlineData(9, 1.5, Outcome.Holds)]
    [InlineData(10, 1.5, Outcome.Contradicted)]
    [InlineData(10, 1.09, Outcome.Holds)]
    [InlineData(10, double.NaN, Outcome.Contradicted)]
    public void Nine_of_ten_cells_must_be_within_a_tenth(int wrong, double share, Outcome outcome)
    {
        var finding = Reports.Of(
            new StepLaw(), new([.. Exact.Select((c, i) => i < wrong ? c with { Slope = share * c.Slope } : c)]));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(6, finding.Seeds);
        finding.Says("54 are stable by it");
    }

    [Fact]
    public void Cells_that_are_nearly_all_stable_decide_nothing() => Reports.Contradicts(
        new StepLaw(), new([.. Exact.Select(c => c with { S = 0.5, Slope = StepLaw.LogRadius(c.EtaG, c.EtaD, 0.5) })]));

    [Fact]
    public void The_interaction_is_the_derivative_of_the_generated_mean()
    {
        // The Jacobian of the field has it, off its diagonal blocks, so the whole spectrum of I - eta J must be that of
        // the planar law at both singular values, and of what nothing moves.
        var game = new LinearCriticGan(5, 1);
        var values = game.Interaction().S;
        var spectrum = Dynamics.Spectrum.Of(game, new Simultaneous { EtaG = 0.1, EtaD = 0.1 });
        Assert.Equal(
            Math.Max(1, Math.Exp(StepLaw.LogRadius(0.1, 0.1, values[0]))), spectrum.Radius!.Value, 1e-9);
        Assert.Equal(
            Math.Exp(StepLaw.LogRadius(0.1, 0.1, values[1])),
            spectrum.Eigenvalues.Select(e => e.Magnitude).MinBy(m =>
                Math.Abs(m - Math.Exp(StepLaw.LogRadius(0.1, 0.1, values[1])))),
            1e-9);
    }

    public static TheoryData<string> Wrong => ["alternating", "half the generator's rate", "rates exchanged"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_rule_is_told(string plant)
    {
        Rule Planted(double g, double d) => plant switch
        {
            "alternating" => new Alternating { EtaG = g, EtaD = d },
            "half the generator's rate" => new Simultaneous { EtaG = g / 2, EtaD = d },
            _ => new Simultaneous { EtaG = d, EtaD = g },
        };
        Assert.Equal(Outcome.Contradicted, (new StepLaw { Rule = Planted }).Find(Reports.Quick).Outcome);
        Assert.Equal(Outcome.Contradicted, (new RatioLaw { Rule = Planted }).Find(Reports.Quick).Outcome);
    }

    [Theory]
    [InlineData(2.04, 0.9e-6, Outcome.Holds)]
    [InlineData(1, 1.1e-6, Outcome.Contradicted)]
    public void Each_ratio_must_have_the_laws_rate(double at, double off, Outcome outcome)
    {
        RatioLaw.Cell[] cells =
        [
            .. new[] { 0.5, 1, 2, 3, 4 }.Select(r => new RatioLaw.Cell(r, RatioLaw.Law(r) + (r == at ? off : 0))),
        ];
        Assert.Equal(outcome, Reports.Of(new RatioLaw(), new(cells)).Outcome);
    }

    // det = 1 at 2 / (1 - 0.02) = 2.0408, and not at 2.
    [Fact]
    public void The_boundary_is_a_little_above_two()
    {
        Assert.True(RatioLaw.Law(2.04) > 0);
        Assert.True(RatioLaw.Law(2.041) < 0);
        var growing = Reports.Contradicts(
            new RatioLaw(), new([new(2.03, -1e-9), new(3, RatioLaw.Law(3))]));
        growing.Says("At 1 of 2 ratios");
    }

    private static Cell At(double g, double d, double share) => new(g, d, 2, share * StepLaw.LogRadius(g, d, 2));
}
