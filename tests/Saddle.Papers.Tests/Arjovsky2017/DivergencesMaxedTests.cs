using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim that divergences between laws on curves are as large as can be.</summary>
public sealed class DivergencesMaxedTests
{
    private static readonly double Log2 = Math.Log(2);

    // What is missing to log 2 at three sides; in each line one part of the condition is just missed.
    [Theory]
    [InlineData(0.5, 0.4, 0.2999, 0.01, Outcome.Holds)]
    [InlineData(0.5, 0.4, 0.3001, 0.01, Outcome.Contradicted)]
    [InlineData(0.3, 0.4, 0.2999, 0.01, Outcome.Contradicted)]
    [InlineData(0.5, 0.4, 0.2999, 0, Outcome.Contradicted)]
    public void Divergences_rise_come_nearer_to_log_2_by_a_quarter_and_leave_mass_alone(
        double first,
        double second,
        double last,
        double alone,
        Outcome expected)
    {
        DivergencesMaxed.Look Look(double missing) => new(Log2 * (1 - missing), alone, 0.5);
        IReadOnlyList<DivergencesMaxed.Look> easy = [new(0.1, 1, 1), new(0.2, 1, 1), new(Log2, 1, 1)];
        var finding = new DivergencesMaxed().Report(
            new(16, [4, 2, 1], [easy, [Look(first), Look(second), Look(last)], easy]),
            HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(1 - last, finding.Measured, 12);
        Assert.Contains($"{(1 - last).Text("F4")} log 2 (a segment across it)", finding.Reason);
        Assert.Contains($"at least {alone.Text("P1")} of a law", finding.Reason);
        Assert.Contains(("sides", "from 8 by halves to 1"), finding.Settings);
        Assert.Equal(3, finding.Figure.Panels[0].Traces.Count);
    }

    [Fact]
    public void One_law_twice_does_not_diverge_and_laws_apart_do_by_log_2()
    {
        var same = DivergencesMaxed.LookAt(t => At(t, 0), 0.1, 4096, HandMade.Quick);
        Assert.Equal((0, 0, 0), (same.Divergence, same.RealAlone, same.GeneratedAlone));
        var apart = DivergencesMaxed.LookAt(t => At(t, 10), 0.1, 4096, HandMade.Quick);
        Assert.Equal(Log2, apart.Divergence, 12);
        Assert.Equal((1, 1), (apart.RealAlone, apart.GeneratedAlone));
    }

    // A circle has half of its mass above the axis, its upper half all: seen in half-planes, which squares of side 4
    // are, JSD = (1/2 log(2/3) + 1/2 log 2 + log(4/3)) / 2.
    [Fact]
    public void Half_a_circle_diverges_from_the_circle_as_the_closed_form_says()
    {
        var look = DivergencesMaxed.LookAt(t => At(t / 2, 0), 4, 1 << 16, HandMade.Quick);
        var exact = ((0.5 * Math.Log(2.0 / 3)) + (0.5 * Math.Log(2)) + Math.Log(4.0 / 3)) / 2;
        Assert.Equal(exact, look.Divergence, 12);
        Assert.Equal((0.5, 0), (look.RealAlone, look.GeneratedAlone));
    }

    private static (double X, double Y) At(double t, double shift) =>
        (Math.Cos(2 * Math.PI * t) + shift, Math.Sin(2 * Math.PI * t));
}
