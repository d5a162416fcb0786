using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claims on gradients between noised laws, with noise on the generator's samples and without.</summary>
public sealed class NoisedGradientsTests
{
    // The largest component is 2, so a difference of 2e-6 is the most.
    [Theory]
    [InlineData(1.99e-6, true, Outcome.Holds)]
    [InlineData(2.01e-6, true, Outcome.Contradicted)]
    [InlineData(-2.01e-6, true, Outcome.Contradicted)]
    [InlineData(0, false, Outcome.Contradicted)]
    public void Both_sides_agree_to_a_millionth_of_a_settings_largest_component_and_the_weights_are_ordered(
        double off,
        bool ordered,
        Outcome expected)
    {
        BothSides[] cells = [new(1, 0.3, [0.5, 1], [0.5, 1]), new(2, 0.3, [0.1 + off, 0, -2, 0], [0.1, 0, -2, 0])];
        var gradient = new NoisyGradient().Report(new(cells, ordered), HandMade.Quick);
        Assert.Equal(expected, gradient.Outcome);
        Assert.Equal(Math.Abs(off) / 2, gradient.Measured, 1e-15);
        Assert.StartsWith("In 2 settings", gradient.Reason);
        Assert.EndsWith(
            $"b exceeds a {(ordered ? "exactly" : "not exactly")} where the noised real density is the larger.",
            gradient.Reason);

        var divergence = new NoisyDivergence().Report(new(cells), HandMade.Quick);
        Assert.Equal(Math.Abs(off) < 2e-6 ? Outcome.Holds : Outcome.Contradicted, divergence.Outcome);
        Assert.Equal(gradient.Measured, divergence.Measured);
    }

    [Fact]
    public void One_side_is_drawn_against_the_other_by_dimension_and_noise()
    {
        BothSides[] cells =
            [new(1, 0.3, [1], [2]), new(1, 0.6, [3], [4]), new(2, 0.3, [5], [6]), new(1, 0.3, [7], [8])];
        var panels = BothSides.Panels(cells, "left", "right");
        Assert.Equal(["right", "left"], [panels[0].X.Title, panels[0].Y.Title]);
        Assert.Equal([2, 1], panels.Select(p => p.Traces.Count));
        var points = Assert.IsType<Figures.Points>(panels[0].Traces[0]);
        Assert.Equal("noise 0.3", points.Name);
        Assert.Equal<double?>([2, 8], points.X);
        Assert.Equal<double?>([1, 7], points.Y);
    }

    // Of one point against another at a distance g, log(1 - D*) is -log(1 + r / q) with the ratio of the noised
    // densities r / q = exp((g^2 - 2 g x) / (2 s^2)): at x = g its slope is (g / s^2) / (1 + exp(g^2 / (2 s^2))).
    [Theory]
    [InlineData(0.3, 0.5)]
    [InlineData(-1.2, 0.5)]
    [InlineData(0.8, 1.3)]
    public void The_theorems_formula_for_two_points_is_the_slope_of_the_closed_form(double at, double sd)
    {
        var laws = new NoisedSegments([0], [0], sd);
        var exact = at / (sd * sd) / (1 + Math.Exp(at * at / (2 * sd * sd)));

        // The quadrature's weights add up to 1 to 1e-11.
        Assert.Equal(exact, NoisyGradient.Formula(laws, [at, 0])[0], 1e-10 * Math.Abs(exact));
    }

    // Of two points JSD is close to g^2 / (8 s^2), up to the fourth power of g / s.
    [Theory]
    [InlineData(0.01, 0.5)]
    [InlineData(-0.02, 1.3)]
    public void Next_to_each_other_both_sides_of_the_corollary_are_half_the_distance_by_the_variance(
        double at,
        double sd)
    {
        var laws = new NoisedSegments([0], [0], sd);
        var (exact, tolerance) = (at / (2 * sd * sd), Math.Pow(Math.Abs(at) / sd, 3) / sd);
        Assert.Equal(exact, NoisyDivergence.Gradient(laws, [at, 0])[0], tolerance);
        Assert.Equal(exact, 2 * NoisyDivergence.DivergenceSlope(laws, [at, 0])[0], tolerance);
    }

    [Fact]
    public void Where_the_laws_are_one_no_gradient_is_left()
    {
        var laws = new NoisedSegments([0, 0], [1, 0], 0.6);
        double[] same = [0, 0, 1, 0];
        Assert.All(NoisyDivergence.Gradient(laws, same), g => Assert.Equal(0, g, 1e-10));
        Assert.All(NoisyDivergence.DivergenceSlope(laws, same), g => Assert.Equal(0, g, 1e-10));
        Assert.All(NoisyGradient.Formula(laws, same), g => Assert.Equal(0, g, 1e-12));
    }
}
