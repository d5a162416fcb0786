using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Mescheder2018;
using Saddle.Rules;
using Setting = Saddle.Papers.Mescheder2018.Setting;

namespace Saddle.Papers.Tests;

/// <summary>Wrong implementations of the Dirac-GAN and its rules, measured in the place of the right ones.</summary>
public sealed class DiracPlantTests
{
    private const double Eta = 0.1;

    private static readonly double[] Rates = [0.03, 0.1, 0.3];

    [Fact]
    public void Updates_at_once_are_told_from_those_that_take_turns()
    {
        var claim = new AlternatingCycles();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        double[] steps = [0.1, 0.3, 1, 2, 3, 3.9, 4.1, 5];
        Reports.Contradicts(claim, right with
        {
            Radii = [.. steps.Select(h => Spectrum.Of(new DiracGan(), Setting.Simultaneous(h)).Radius!.Value)],
        });

        // By the runs alone, too.
        var game = new DiracGan();
        var runs = Envelope.Of(
            game, Setting.Simultaneous(Eta), 8, run => Starts.OnSphere(game, 0.01, 1, run), 0, 5000, Reports.Quick);
        Reports.Contradicts(claim, right with
        {
            Near = right.Near.With(0, new(runs.Min(r => r.Low / r.Start), runs.Max(r => r.High / r.Start))),
        });
    }

    // Known from a public repository: a spurious factor of one half in a penalty's gradient.
    [Fact]
    public void Half_a_penaltys_gradient_moves_the_critical_weight()
    {
        Reports.Holds(new CriticalDamping(), Approaches(share: 1));
        Reports.Contradicts(new CriticalDamping(), Approaches(share: 0.5));

        static CriticalDamping.Measurements Approaches(double share) => new(
        [
            .. Rates.Select(h => Enumerable.Range(1, 60)
                .Select(i => DiracRates.Agreeing(DiracRates.Simultaneous(h, share * 0.05 * i)))
                .ToList()),
        ]);
    }

    [Fact]
    public void Another_step_and_another_order_are_told_by_the_slow_approach()
    {
        var (claim, game) = (new NonSaturatingSlow(), new DiracGan(DiracLoss.NonSaturating));
        var right = new NonSaturatingSlow.Measurements(
            Spectrum.Of(game, Setting.Alternating(Eta)).Radius!.Value,
            [.. Enumerable.Repeat(-0.5, 16)],
            [[.. Enumerable.Range(0, 33).Select(i => 1.0 / (1 + i))]],
            Cycle(0.01));
        Reports.Holds(claim, right);
        Reports.Contradicts(
            claim, right with { Radius = Spectrum.Of(game, Setting.Simultaneous(Eta)).Radius!.Value });

        // A gradient of half its size: the cycle is that of half the step.
        Reports.Contradicts(claim, right with { Cycle = Cycle(0.005) });

        (double Low, double High) Cycle(double step)
        {
            double[] Start(int run) => DrawnStart.Of(game, 1, run);
            var runs = Envelope.Of(game, Setting.Simultaneous(step), 4, Start, 180_000, 200_000, Reports.Quick);
            return (runs.Min(c => c.Low), runs.Max(c => c.High));
        }
    }

    // A slope that is drawn to 0 in the place of 1.
    [Fact]
    public void A_penalty_around_0_is_told_from_that_of_WGAN_GP()
    {
        var claim = new WganGpFails();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        var game = new DiracGan(DiracLoss.Wasserstein, DiracPenalty.R1, Gamma: 1);
        var late = Envelope.Of(
            game, Setting.Simultaneous(Eta), 8, run => DrawnStart.Of(game, 1, run), 18_000, 20_000, Reports.Quick);
        var rests = late.Select(e => new WganGpFails.Late(e.Low, e.High));
        Reports.Contradicts(claim, right with { Ends = right.Ends.With(0, [.. rests]) });
    }

    // In the order of the overview: what is left out, and the way of training that then goes another way.
    [Theory]
    [InlineData(1, "the saturating loss for the non-saturating one")]
    [InlineData(4, "a consensus term that is not there")]
    [InlineData(5, "noise that is not there")]
    [InlineData(6, "a penalty that is not there")]
    public void A_way_of_training_without_what_makes_it_is_told(int way, string plant)
    {
        var claim = new Overview();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Rule rule = way == 4 ? Setting.Simultaneous(Eta) : Setting.Alternating(Eta);
        var game = new DiracGan();
        var late = Envelope.Of(game, rule, 8, run => DrawnStart.Of(game, 1, run), 18_000, 20_000, Reports.Quick);
        var wrong = late.Select(e => new Overview.Late(e.Start, e.High / e.Start));
        Assert.True(
            claim.Report(right with { Ends = right.Ends.With(way, [.. wrong]) }, Reports.Quick).Outcome
                == Outcome.Contradicted,
            plant);
    }
}
