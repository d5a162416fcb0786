using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>
/// The claim that curves moved at random cross at an angle: its condition, and the meetings it is measured on.
/// </summary>
public sealed class TransversalTests
{
    private const int Draws = 20_000;

    private static readonly double[] Sines = [0.3, 0.17, 0.1, 0.055, 0.03, 0.017];

    private static readonly CurveMeeting Circles = new(1, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y));

    // The least sine, the power by which shares fall, and standard errors off the closed form.
    [Theory]
    [InlineData(1.01e-9, 0.901, 2.63, Outcome.Holds)]
    [InlineData(1e-9, 1, 0, Outcome.Contradicted)]
    [InlineData(1e-4, 0.899, 0, Outcome.Contradicted)]
    [InlineData(1e-4, 1, 2.65, Outcome.Contradicted)]
    [InlineData(1e-4, 1, -2.65, Outcome.Contradicted)]
    public void No_meeting_is_parallel_and_shares_fall_as_the_closed_form_says(
        double least,
        double power,
        double off,
        Outcome expected)
    {
        double[] circles = [.. Sines.Select(Transversal.CircleTwice)];
        circles[3] += off * Math.Sqrt(circles[3] * (1 - circles[3]) / Draws);
        double[] others = [.. Sines.Select(s => Math.Pow(s, power))];
        var finding = new Transversal().Report(
            new(Draws, [new(0.01, circles), new(least, others), new(0.02, others)]),
            HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(least, finding.Measured);
        Assert.Equal(Draws, finding.Seeds);
        Assert.Contains($"{power.Text("F2")}, {power.Text("F2")} of s;", finding.Reason);
        Assert.Contains($"by at most {Math.Abs(off).Text("F2")} standard errors", finding.Reason);
        Assert.Equal(4, finding.Figure.Panels[0].Traces.Count);
    }

    [Fact]
    public void The_closed_form_for_one_circle_twice_is_the_integral_over_the_law_of_the_distance()
    {
        // s^2 is exponential with mean 1, and the sine of the angle is s sqrt(1 - s^2 / 4).
        const int Nodes = 200_000;
        Assert.All(Sines, sine =>
        {
            var below = Enumerable.Range(0, Nodes).Select(i => 2 * (i + 0.5) / Nodes)
                .Where(s => s * Math.Sqrt(1 - (s * s / 4)) < sine)
                .Sum(s => 2 * s * Math.Exp(-s * s) * 2 / Nodes);
            Assert.Equal(below, Transversal.CircleTwice(sine), 2e-5);
        });
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.7)]
    [InlineData(1.99)]
    public void Two_circles_meet_twice_at_the_angle_of_their_distance(double distance)
    {
        var sines = Circles.Sines(0.6 * distance, 0.8 * distance).ToList();
        Assert.Equal(2, sines.Count);
        Assert.All(sines, s => Assert.Equal(distance * Math.Sqrt(1 - (distance * distance / 4)), s, 1e-9));
    }

    [Fact]
    public void Circles_too_far_apart_do_not_meet() => Assert.Empty(Circles.Sines(1.5, -1.5));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.6)]
    public void A_circle_meets_a_line_at_the_angle_of_its_height(double height)
    {
        var line = new CurveMeeting(1, 1, (_, y) => (y - 1, 0, 1));
        var sines = line.Sines(0.3, height).ToList();
        Assert.Equal(2, sines.Count);
        Assert.All(sines, s => Assert.Equal(Math.Sqrt(1 - ((1 - height) * (1 - height))), s, 1e-9));
    }

    // The ellipse (x - 1.5)^2 / 4 + y^2 = 1 and the unit circle: y^2 = 1 - x^2 leaves 3 x^2 + 3 x - 2.25 = 0, x = 1/2.
    // There the slopes are (-0.5, y) and (0.5, y), twice over, and y^2 = 3/4.
    [Fact]
    public void An_ellipse_meets_a_circle_at_the_angle_of_their_gradients()
    {
        var ellipse = new CurveMeeting(2, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y));
        var y = Math.Sqrt(0.75);
        var sine = ((0.25 * y) + (0.5 * y)) / Math.Sqrt(0.0625 + (y * y));
        var sines = ellipse.Sines(1.5, 1e-8).ToList(); // off the axis, where extremes are at the seam of the arcs
        Assert.Equal(2, sines.Count);
        Assert.All(sines, s => Assert.Equal(sine, s, 1e-7));
    }
}
