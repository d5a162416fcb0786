using Saddle.Dynamics;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Wrong orders and weights of kernel discriminators, put in the place of the right ones.</summary>
public sealed class KernelPlantTests
{
    [Fact]
    public void Updates_at_once_are_told_from_those_that_take_turns_in_the_damped_band()
    {
        var claim = new DampedBand();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(claim, new(
        [
            .. right.Cases.Select(c => c with
            {
                Modulus = MeanMode.Predict(false, 0.5 * c.Lambda, 0.5 * c.EtaG / (c.Sigma * c.Sigma)).Magnitude,
            }),
        ]));
    }

    [Fact]
    public void An_order_that_is_not_heard_is_told_by_the_fastest_setting()
    {
        var claim = new FastestSetting();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(claim, new([.. right.Scans.Select(scan => scan with { Moduli = Other(scan).Moduli })]));

        FastestSetting.Scan Other(FastestSetting.Scan scan) =>
            right.Scans.Single(s => s.A == scan.A && s.Alternating != scan.Alternating);
    }

    [Fact]
    public void An_order_that_is_not_heard_decides_nothing()
    {
        var claim = new OrderDecides();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(claim, new(right.Alternating, right.Alternating));
        Reports.Contradicts(claim, new(right.Simultaneous, right.Simultaneous));
    }

    // The generated points' share of the mass is not heard.
    [Fact]
    public void A_model_of_two_points_whatever_their_number_is_told_by_the_silent_case()
    {
        var claim = new SilentCase();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(
            claim, new([.. right.Cases.Select(c => c with { Model = right.Cases[0].Model })]));
    }

    // The notebook's tr(C + ee') for tr(Cov + ee').
    [Fact]
    public void A_model_of_the_notebooks_trace_is_told_by_the_covariance()
    {
        var claim = new Covariance();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(claim, new([.. right.Cases.Select(c => c with { Model = c.Notebook })]));
    }

    // The first two diagrams differ in the order alone.
    [Fact]
    public void The_formula_of_the_other_order_is_told_by_the_phase_transitions()
    {
        var claim = new PhaseTransitionsNear();
        var right = claim.Measure(Reports.Quick).Diagrams;
        Reports.Holds(claim, new(right));
        Reports.Contradicts(claim, new(
        [
            right[0] with { Predicted = right[1].Predicted },
            right[1] with { Predicted = right[0].Predicted },
            right[2],
        ]));

        // From farther away, where the prediction fails: a simulation of the linear model itself would agree with it.
        var linear = right.Select(diagram => diagram with
        {
            Measured =
            [
                .. diagram.Predicted.Select((p, i) => new MeasuredCell(i, new(p.Verdict ?? Verdict.Stalls, "", 1, 1))),
            ],
        });
        Assert.Equal(Outcome.Contradicted, new PhaseTransitionsTenth().Expected);
        Reports.Holds(new PhaseTransitionsTenth(), new([.. linear]));
    }

    // The gradient without the weight q of a generated point, which is 1/2.
    [Fact]
    public void A_pull_without_its_weight_is_told_by_the_coverage()
    {
        var claim = new PointCoverage();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        Reports.Contradicts(claim, right with
        {
            Factors = [.. right.Factors.Select(f => f with { Factor = 1 - (2 * (1 - f.Factor)) })],
        });
    }
}
