using System.Numerics;
using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether regimes are told by boundaries, spectrum and trajectory, on hand-made multipliers.</summary>
public sealed class RegimesTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // A point in each regime, by the roots of s^2 - (2-a-b) s + (1-a), or s^2 - (2-a) s + (1-a) + b.
    public static TheoryData<bool, double, double, string> Points => new()
    {
        { true, 0.5, 0.08, "monotone convergence" },
        { true, 0.5, 0.09, "damped oscillation" },
        { true, 0.5, 2.87, "damped oscillation" },
        { true, 0.5, 2.95, "flip convergence" },
        { true, 0.5, 3.05, "unstable" },
        { true, 0, 3.9, "sustained oscillation" },
        { false, 0.5, 0.06, "monotone convergence" },
        { false, 0.5, 0.065, "damped oscillation" },
        { false, 0.5, 0.49, "damped oscillation" },
        { false, 0.5, 0.51, "unstable" },
        { false, 0, 0.01, "unstable" },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Roots_and_boundaries_name_the_same_regime(bool alternating, double a, double b, string regime)
    {
        var root = Root(alternating, a, b);
        var finding = Report(alternating, a, b, root, root);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal("1", finding.Table!.Rows.Single(row => row[0] == regime)[3]);
        Assert.Equal(1, finding.Measured);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void A_root_of_another_regime_contradicts(bool alternating, double a, double b, string regime)
    {
        var root = Root(alternating, a, b);
        Complex other = regime == "unstable" ? 0.5 : 1.5;
        Assert.Equal(Outcome.Contradicted, Report(alternating, a, b, other, root).Outcome);
        Assert.Equal(Outcome.Contradicted, Report(alternating, a, b, root, other).Outcome);
    }

    /// <summary>Alternating updates have a boundary at b = 3 where a = 0.5.</summary>
    [Theory]
    [InlineData(3.029, true)]
    [InlineData(3.031, false)]
    [InlineData(2.972, true)]
    [InlineData(2.968, false)]
    public void Within_a_hundredth_of_a_boundary_nothing_need_agree(double b, bool close)
    {
        var finding = new RegimesAlternating().Report(
            new([0.5], [b, 0.5], [new(1, [new(0.1, 0.1), new(Root(true, 0.5, 0.5), Root(true, 0.5, 0.5))])]),
            Quick);
        Assert.Equal(close ? Outcome.Holds : Outcome.Contradicted, finding.Outcome);
        Assert.StartsWith(
            close ? "In 1 of 1 clear points" : "In 1 of 2 clear points",
            finding.Reason,
            StringComparison.Ordinal);
    }

    // The generator's gradient without the weight q of the points: b is then eta_d eta_g N q / sigma^2, N times too
    // large. With one point that is the same.
    [Theory]
    [InlineData(true, 1, Outcome.Holds)]
    [InlineData(true, 2, Outcome.Contradicted)]
    [InlineData(true, 4, Outcome.Contradicted)]
    [InlineData(false, 1, Outcome.Holds)]
    [InlineData(false, 2, Outcome.Contradicted)]
    [InlineData(false, 4, Outcome.Contradicted)]
    public void A_gradient_that_is_not_weighted_is_told_with_more_than_one_point(
        bool alternating, int number, Outcome expected)
    {
        const double A = 0.5;
        double[] bs = alternating ? [0.06, 0.5, 2, 2.95] : [0.06, 0.3, 0.48];
        var game = Setting.Game(("lambda", "1"), ("radius", "0.5"), ("generated", number.Text()));
        var leading = bs.Select(b =>
        {
            var unweighted = Setting.Rule(alternating, number * number * b / A, A);
            return new Regimes.Leading(MeanMode.Exact(game, unweighted), MeanMode.Measure(game, unweighted, 1e-7, 200));
        }).ToList();
        Claim<Regimes.Measurements> claim = alternating ? new RegimesAlternating() : new RegimesSimultaneous();
        Assert.Equal(expected, claim.Report(new([A], bs, [new(number, leading)]), Quick).Outcome);
    }

    // Another number of points is held to the same boundaries: what its trajectories show is told and counted apart.
    [Fact]
    public void With_each_number_of_points_the_regime_must_be_the_formulas()
    {
        var root = Root(true, 0.5, 0.5);
        var finding = new RegimesAlternating().Report(
            new([0.5], [0.5], [new(1, [new(root, root)]), new(4, [new(root, 1.5)])]), Quick);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.StartsWith("In 1 of 2 clear points", finding.Reason, StringComparison.Ordinal);
        Assert.Equal("measured on trajectories, N = 4", finding.Figure.Panels[2].Title);
        Assert.Equal([4], Assert.IsType<HeatMap>(finding.Figure.Panels[2].Traces[0]).Z[0]);
    }

    [Fact]
    public void The_maps_have_a_row_for_each_a()
    {
        Regimes.Leading damped = new(Root(true, 0.5, 0.5), Root(true, 0.5, 0.5));
        Regimes.Leading unstable = new(-1.5, -1.5);
        var finding = new RegimesAlternating().Report(
            new([0, 0.5], [0.5, 5], [new(1, [damped, unstable, damped, unstable])]),
            Quick);
        var (formula, measured) = (Map(0), Map(1));
        Assert.Equal([3, 4], formula.Z[0]);
        Assert.Equal([1, 4], formula.Z[1]);
        Assert.Equal([1, 4], measured.Z[0]);
        Assert.Equal([0.5, 5], formula.X);

        HeatMap Map(int panel) => (HeatMap)finding.Figure.Panels[panel].Traces[0];
    }

    private static Complex Root(bool alternating, double a, double b)
    {
        var (trace, determinant) = alternating ? (2 - a - b, 1 - a) : (2 - a, 1 - a + b);
        var root = Complex.Sqrt((trace * trace) - (4 * determinant));
        return (trace + (trace < 0 ? -root : root)) / 2;
    }

    private static Finding Report(bool alternating, double a, double b, Complex exact, Complex measured)
    {
        Regimes claim = alternating ? new RegimesAlternating() : new RegimesSimultaneous();
        return claim.Report(new([a], [b], [new(1, [new(exact, measured)])]), Quick);
    }
}
