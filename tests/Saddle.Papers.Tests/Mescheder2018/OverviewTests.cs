using Saddle.Papers.Mescheder2018;
using Late = Saddle.Papers.Mescheder2018.Overview.Late;
using Measurements = Saddle.Papers.Mescheder2018.Overview.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>Eight ways of training the Dirac-GAN: which ends count as stated.</summary>
public sealed class OverviewTests
{
    private const int Slow = 1;

    private static readonly Overview Claim = new();

    // Vanilla, non-saturating, WGAN, WGAN-GP; consensus, instance noise, two gradient penalties.
    private static readonly Measurements Stated = new(
        [Ends(0.1), Ends(Law(0.5) / 0.5), Ends(0.1), Ends(3), Ends(0.01), Ends(0), Ends(1e-9), Ends(0.01)],
        [.. Enumerable.Range(0, 8).Select(i => (IReadOnlyList<double[]>)[[1, 1], [0, i]])]);

    [Fact]
    public void All_eight_as_stated_hold()
    {
        var finding = Reports.Holds(Claim, Stated);
        Assert.Equal(8, finding.Measured);
        Assert.Equal(3, finding.Seeds);
        Assert.Equal("8 of 8 ways end as stated in every one of 3 runs.", finding.Reason);
        Assert.Equal(["WGAN-GP, 5 steps", "does not converge", "3 to 3", "yes"], finding.Table!.Rows[3]);
        Assert.Equal(["instance noise", "converges", "0 to 0", "yes"], finding.Table.Rows[5]);
    }

    [Theory]
    [InlineData(0, 0.099)]
    [InlineData(2, 0.01)]
    [InlineData(3, 0)]
    [InlineData(4, 0.011)]
    [InlineData(5, 0.1)]
    [InlineData(6, 1)]
    [InlineData(7, 0.0101)]
    public void One_run_of_one_way_that_ends_otherwise_contradicts(int way, double share)
    {
        var ends = Stated.Ends[way].With(1, new Late(0.5, share));
        var finding = Reports.Contradicts(Claim, Stated with { Ends = Stated.Ends.With(way, ends) });
        Assert.Equal(7, finding.Measured);
        Assert.Equal("no", finding.Table!.Rows[way][^1]);
    }

    [Theory]
    [InlineData(1.09, Outcome.Holds)]
    [InlineData(0.91, Outcome.Holds)]
    [InlineData(1.11, Outcome.Contradicted)]
    [InlineData(0.89, Outcome.Contradicted)]
    public void The_slow_approach_follows_its_law_to_a_tenth(double factor, Outcome outcome) =>
        Assert.Equal(
            outcome,
            Reports.Of(Claim, Stated with { Ends = Stated.Ends.With(Slow, Ends(factor * Law(0.5) / 0.5)) }).Outcome);

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.4)]
    public void The_law_solves_the_averaged_equation(double start)
    {
        // d(r^2)/dt = -r^4/8 over the time 0.1 of each of 18,000 updates, by the midpoint rule.
        const double Step = 0.1;
        var square = start * start;
        for (var i = 0; i < 18_000; i++)
        {
            var middle = square - (Step / 2 * square * square / 8);
            square -= Step * middle * middle / 8;
        }

        Assert.Equal(1, Overview.Law(start) / Math.Sqrt(square), 5);
    }

    private static IReadOnlyList<Late> Ends(double share) => [new(0.5, share), new(0.5, share), new(0.5, share)];

    private static double Law(double start) => 1 / Math.Sqrt((1 / (start * start)) + 225);
}
