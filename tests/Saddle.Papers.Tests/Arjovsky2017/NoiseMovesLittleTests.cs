using MathNet.Numerics;
using MathNet.Numerics.Integration;
using Saddle.Gans.Regularisers;
using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Arjovsky2017.NoiseMovesLittle;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim that noise moves a law by at most its root mean square.</summary>
public sealed class NoiseMovesLittleTests
{
    private static readonly double MeanOfNormal = Math.Sqrt(2 / Math.PI);

    // A point's distance is E|e|, and a circle's below its bound; in each line one of them is just missed.
    [Theory]
    [InlineData(1.0099, 0.8, Outcome.Holds)]
    [InlineData(0.9901, 0.8, Outcome.Holds)]
    [InlineData(1.0101, 0.8, Outcome.Contradicted)]
    [InlineData(0.9899, 0.8, Outcome.Contradicted)]
    [InlineData(1, 0.999, Outcome.Holds)]
    [InlineData(1, 1, Outcome.Contradicted)]
    public void Distances_are_below_the_bound_and_that_of_a_point_is_known(
        double point,
        double circle,
        Outcome expected)
    {
        Cell[] cells =
        [
            new(Shape.Point, NoiseLaw.Ball, 2, Math.Sqrt(3), 2),
            new(Shape.Point, NoiseLaw.Normal, 2, 2 * MeanOfNormal * point, 2),
            new(Shape.Circle, NoiseLaw.Normal, 2, 2 * Math.Sqrt(2) * circle, 2 * Math.Sqrt(2)),
        ];
        var finding = new NoiseMovesLittle().Report(new(cells), HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Max(Math.Sqrt(3) / 2, circle), finding.Measured, 12);
        Assert.Contains($"is had to {Math.Abs(point - 1).Text("P2")}.", finding.Reason);
        Assert.Equal(
            ["bound", "a point, ball", "a point, normal", "a circle, normal"],
            finding.Figure.Panels[0].Names());
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.3)]
    public void Noise_smaller_than_the_gap_moves_two_points_like_one(double sd)
    {
        // Of a uniform noise of half-width sqrt(3) sd the mean absolute value is half of that.
        Assert.Equal(Math.Sqrt(3) / 2 * sd, LineDistance(Shape.Point, NoiseLaw.Ball, sd), 1e-3 * sd);
        Assert.Equal(Math.Sqrt(3) / 2 * sd, LineDistance(Shape.TwoPoints, NoiseLaw.Ball, sd), 1e-3 * sd);
        Assert.Equal(MeanOfNormal * sd, LineDistance(Shape.Point, NoiseLaw.Normal, sd), 2e-3 * sd);
    }

    // On the line the distance is the area between the distribution functions. The segment is 63 points, each in the
    // middle of its part: none is farther than 1/63 from what it stands for, and half of that on average.
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_segment_moves_by_the_area_between_the_distribution_functions(double sd)
    {
        double Phi(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;
        double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double Primitive(double x) => (x * Phi(x)) + Density(x);
        double Noised(double x) => sd * (Primitive((x + 1) / sd) - Primitive((x - 1) / sd)) / 2;
        double Plain(double x) => Math.Clamp((x + 1) / 2, 0, 1);
        double Area(double a, double b) => GaussLegendreRule.Integrate(x => Math.Abs(Noised(x) - Plain(x)), a, b, 64);
        var area = Area(-1 - (9 * sd), -1) + Area(-1, 0) + Area(0, 1) + Area(1, 1 + (9 * sd));
        Assert.Equal(area, LineDistance(Shape.Segment, NoiseLaw.Normal, sd), 0.5 / 63);
    }
}
