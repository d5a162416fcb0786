using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Tests.Arjovsky2017.HandMade;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claims that noise lets a generator learn whose gradient has vanished.</summary>
public sealed class RescueTests
{
    private static readonly IReadOnlyList<IReadOnlyList<double>> Bare = Runs(2, 3, 1);

    [Theory]
    [InlineData(1, Outcome.Holds)]
    [InlineData(1.01, Outcome.Contradicted)]
    [InlineData(2, Outcome.Contradicted)] // noise that is not there
    public void Noise_rescues_where_the_median_distance_ends_at_half_of_that_without(double end, Outcome expected)
    {
        var finding = new RescueNoise().Report(new([Bare, Runs(end, 0.5, 9)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(end / 2, finding.Measured);
        Assert.Null(finding.Interval); // of fewer than six seeds
        Assert.Equal(3, finding.Seeds);
        Assert.Equal(
            $"From 5 at the start the distance comes to 2 without noise and to {end.Text("G3")} with it.",
            finding.Reason);
    }

    [Theory]
    [InlineData(1, 1.2, Outcome.Holds)]
    [InlineData(1, 0.8, Outcome.Contradicted)] // noise that stays ends nearer
    [InlineData(1, 1, Outcome.Undecided)]
    [InlineData(1.01, 1.2, Outcome.Contradicted)] // more than half of what is without
    [InlineData(2, 2, Outcome.Contradicted)] // noise that is not there
    public void Annealing_must_end_at_half_of_that_without_and_below_noise_that_stays(
        double end,
        double constant,
        Outcome expected)
    {
        static IReadOnlyList<IReadOnlyList<double>> Seeds(double at, double less = 1) =>
            Runs([at, at / less, at * less, at, at / less, at * less]);
        var finding = new RescueAnnealing().Report(
            new([Seeds(2), Seeds(constant, 0.99), Seeds(end), Seeds(0.7)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(end / constant, finding.Measured, 12);
        Assert.InRange(end / constant, finding.Interval!.Value.Low, finding.Interval!.Value.High);
        Assert.Contains(
            $"down to a half, {constant.Text("G3")} with noise that stays, and 2 without, in the median.",
            finding.Reason);
        Assert.EndsWith("the noise that goes down to 0 had come to 0.25.", finding.Reason);
        var lines = finding.Figure.Panels[0].Lines();
        Assert.Equal([5, 5, 4, 3, 0.25, 3, 2], lines[0]);
        Assert.Equal([end, 0.7], [lines[2][^1]!.Value, lines[3][^1]!.Value]);
        Assert.Equal([0, 250, 500, 750, 1000, 1250, 1500], ((Figures.Line)finding.Figure.Panels[0].Traces[0]).X);
    }

    // Seven looks, of which all but the last are alike; the nearest is not the last.
    private static IReadOnlyList<IReadOnlyList<double>> Runs(params double[] ends) =>
        [.. ends.Select(end => (double[])[5, 5, 4, 3, 0.25, 3, end])];
}
