using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim that manifolds meet in a set of measure 0.</summary>
public sealed class IntersectionNullTests
{
    private static readonly double[] Radii = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4];

    // The share within r is c r^p.
    [Theory]
    [InlineData(0.951, 1, 1, Outcome.Holds)]
    [InlineData(1.049, 1, 1, Outcome.Holds)]
    [InlineData(0.949, 1, 1, Outcome.Contradicted)]
    [InlineData(1.051, 1, 1, Outcome.Contradicted)]
    [InlineData(1, 33, 1, Outcome.Holds)]
    [InlineData(1, 34, 1, Outcome.Contradicted)]
    [InlineData(1, 1, 0.999, Outcome.Contradicted)]
    public void Shares_fall_like_r_to_nearly_nothing_and_are_all_where_nothing_moved(
        double power,
        double factor,
        double unmoved,
        Outcome expected)
    {
        IReadOnlyList<double> Shares(double c, double p) => [.. Radii.Select(r => c * Math.Pow(r, p))];
        var finding = new IntersectionNull().Report(
            new(
                400_000,
                [Shares(1, 1), Shares(1, 1), Shares(factor, 1)],
                [Shares(1, power), Shares(1, power), Shares(1, power)],
                unmoved),
            HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Max(factor * 3e-4, Math.Pow(3e-4, power)), finding.Measured, 12);
        Assert.Contains($"powers 1.000 and {power.Text("F3")} of r for circles and spheres", finding.Reason);
        Assert.EndsWith($"Unmoved it is {unmoved.Text()}.", finding.Reason);
        Assert.Equal(3, finding.Seeds);
        Assert.Contains(("points", "400000"), finding.Settings);
        Assert.Equal(Math.Pow(0.1, power), finding.Figure.Panels[0].Lines()[2][0]!.Value, 12);
    }

    // A point at an angle t from the way of the move is at |1 + d e^it|: within r of the other circle where
    // cos t is between ((1 -+ r)^2 - 1 - d^2) / (2 d).
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.3)]
    [InlineData(1.9)]
    public void The_share_of_a_moved_circle_and_of_a_moved_sphere_is_that_of_the_closed_form(double distance)
    {
        var circle = IntersectionNull.Shares([0.6 * distance, 0.8 * distance], 400_000, HandMade.Quick);
        var sphere = IntersectionNull.Shares([0, 0, distance], 400_000, HandMade.Quick);
        Assert.All(Radii, (r, i) =>
        {
            double Cosine(double within) =>
                Math.Clamp(((within * within) - 1 - (distance * distance)) / (2 * distance), -1, 1);
            var (low, high) = (Cosine(1 - r), Cosine(1 + r));
            Assert.Equal((Math.Acos(low) - Math.Acos(high)) / Math.PI, circle[i], 2e-5);
            Assert.Equal((high - low) / 2, sphere[i], 2e-5); // heights on a sphere are uniform
        });
    }

    [Fact]
    public void Points_anywhere_on_a_sphere_give_the_same_share_whichever_way_it_moved()
    {
        // From 400,000 random points the standard error of a share of 0.1 / 1.3 is 0.0004.
        var aside = IntersectionNull.Shares([1.3, 0, 0], 400_000, HandMade.Quick);
        Assert.Equal(IntersectionNull.Shares([0, 0, 1.3], 400_000, HandMade.Quick)[0], aside[0], 0.002);
    }
}
