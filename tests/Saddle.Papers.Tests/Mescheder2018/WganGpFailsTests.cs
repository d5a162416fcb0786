using Saddle.Papers.Mescheder2018;
using Late = Saddle.Papers.Mescheder2018.WganGpFails.Late;
using Measurements = Saddle.Papers.Mescheder2018.WganGpFails.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>WGAN-GP on the Dirac-GAN: which ends count as failing and as bounded.</summary>
public sealed class WganGpFailsTests
{
    private static readonly WganGpFails Claim = new();

    private static readonly double[][] Path = [.. Enumerable.Range(0, 2001).Select(i => (double[])[i, -i])];

    // Two runs a rule: one at rest elsewhere, one on a cycle.
    private static readonly Measurements Failing = new(
        [[new(1, 1), new(0.01, 0.1)], [new(1, 1 + 5e-7), new(0, 10)], [new(0.5, 0.6), new(0.9, 1.1)]],
        [Path, Path, Path]);

    [Fact]
    public void Runs_that_stay_away_and_bounded_hold()
    {
        var finding = Reports.Holds(Claim, Failing);
        Assert.Equal(0.1, finding.Measured);
        Assert.Equal(2, finding.Seeds);
        finding.Says("Of 6 runs none");
        finding.Says("lies between 0.100 and 10.000");
        finding.Says("simultaneous: 1 of 2 at rest elsewhere; alternating, 1 step: 1 of 2 at rest elsewhere; ");
        finding.Says("alternating, 5 steps: 0 of 2 at rest elsewhere; ");
        Assert.Equal(["alternating, 5 steps", "0.5", "0.6 to 1.1", "0"], finding.Table!.Rows[2]);
        Assert.Equal([200, 501, 1], finding.Figure.Panels[1].Traces.Select(t => t switch
        {
            Saddle.Figures.Line line => line.X.Count,
            Saddle.Figures.Points points => points.X.Count,
            _ => 0,
        }));
    }

    [Theory]
    [InlineData(0.0999)] // it reaches the equilibrium
    [InlineData(10.001)] // it leaves
    public void One_run_that_comes_too_near_or_too_far_contradicts(double high)
    {
        for (var rule = 0; rule < 3; rule++)
        {
            var ends = Failing.Ends.With(rule, Failing.Ends[rule].With(1, new Late(0, high)));
            Reports.Contradicts(Claim, Failing with { Ends = ends });
        }
    }

    [Fact]
    public void How_near_a_cycle_comes_on_its_way_does_not_count() =>
        Reports.Holds(Claim, Failing with { Ends = [.. Failing.Ends.Select(e => e.With(1, new Late(0, 1)))] });
}
