using Saddle.Papers.Li2018;
using Saddle.Rules;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>
/// Whether the cause, the divergence and the steps against the separation are judged by what decides.
/// </summary>
public sealed class CauseTests
{
    // Wilson's lower end of 97 % of 1000 is 0.9575, of 96 % 0.9460.
    [Theory]
    [InlineData(970, 60, Outcome.Holds)]
    [InlineData(960, 60, Outcome.Contradicted)]
    [InlineData(970, 59, Outcome.Contradicted)]
    public void Failed_runs_go_on_and_runs_on_the_target_leave(int rescued, int leaving, Outcome expected)
    {
        var runs = Enumerable.Range(0, 1000).Select(i => new FirstOrderIsTheCause.Run(0.1, 0.2, i < rescued)).ToList();
        var finding = Reports.Of(new FirstOrderIsTheCause(), new(1500, runs, new(leaving, 100)));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(rescued / 1000.0, finding.Measured);
        finding.Says("1500 of 4000 first-order runs fail, 1000 of them");
        Assert.Equal(rescued, finding.Values("led on to the target").Count);
    }

    [Fact]
    public void Where_no_run_is_free_nothing_is_shown() =>
        Reports.Contradicts(new FirstOrderIsTheCause(), new(10, [], new(90, 100)));

    [Fact]
    public void A_first_order_discriminator_does_not_lead_failed_runs_on() => Assert.Equal(
        Outcome.Contradicted,
        (new FirstOrderIsTheCause { Onwards = Setting.FirstOrder }).Find(Reports.Quick).Outcome);

    // Wilson's lower end of 9 in 4000 is 0.00118, of 8 0.00101, of 7 0.00085.
    [Theory]
    [InlineData(8, 9, 0, Outcome.Holds)]
    [InlineData(7, 9, 0, Outcome.Contradicted)]
    [InlineData(9, 7, 0, Outcome.Contradicted)]
    [InlineData(9, 9, 1, Outcome.Contradicted)]
    [InlineData(0, 0, 0, Outcome.Contradicted)] // the optimal discriminator everywhere
    public void Some_run_away_under_either_crossing_and_none_with_the_optimum(
        int clamped, int free, int optimal, Outcome expected)
    {
        static FirstOrderDiverges.Ends Ends(int away) => new(new(away, 4000), 12.5, [.. new double[101]]);
        var finding = Reports.Of(new FirstOrderDiverges(), new([Ends(clamped), Ends(free)], Ends(optimal)));
        Assert.Equal(expected, finding.Outcome);
        finding.Says("the farthest is at 12.5");
    }

    // T = exp(slope C^2), at C of 1, 1.5, 2, 2.5, 3 and 3.5.
    [Theory]
    [InlineData(0.45, 0, Outcome.Holds)]
    [InlineData(0.61, 0, Outcome.Contradicted)]
    [InlineData(0.24, 0, Outcome.Contradicted)]
    [InlineData(0.45, 1e-5, Outcome.Contradicted)]
    public void The_logarithm_grows_like_C_squared(double slope, double off, Outcome expected)
    {
        double[] halves = [1, 1.5, 2, 2.5, 3, 3.5];
        var slowest = halves.Select(c => (long)Math.Round(1000 * Math.Exp(slope * c * c))).ToList();
        var finding = Reports.Of(new StepsSeparation(), new(slowest, off));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(slope, finding.Measured, 0.001);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.05)]
    public void Steps_with_a_gradient_of_another_size_are_told(double eta)
    {
        var off = FirstMoves.Off(Setting.Game(), new OptimalDiscriminator { EtaG = 0.4 * eta }, eta, Reports.Quick);
        Reports.Contradicts(new StepsSeparation(), new([1000, 1300, 2000, 4000, 9000, 26_000], off));
        Reports.Holds(new StepsSeparation(), new([1000, 1300, 2000, 4000, 9000, 26_000], 0));
        Reports.Contradicts(new StepsPolynomial(), new(Five(), off));
        Reports.Holds(new StepsPolynomial(), new(Five(), 0));
    }

    [Fact]
    public void A_run_that_does_not_arrive_contradicts()
    {
        var finding = Reports.Contradicts(
            new StepsSeparation(), new([4000, 16_000, 60_000, 200_000, 700_000, 2_000_001], 0));
        finding.Says("Not every run reaches");
    }

    [Fact]
    public void Unrolling_that_never_looks_farther_than_a_step_is_told_from_unrolling()
    {
        var claim = new Unrolling { Rule = (_, _) => Setting.Unroll(UnrollMode.Keep, 1) };
        Assert.Equal(Outcome.Holds, claim.Find(Reports.Quick).Outcome);
        Assert.Equal(Outcome.Contradicted, claim.Expected);
    }

    private static IReadOnlyList<IReadOnlyList<long>> Five() =>
        [.. Enumerable.Repeat<long[]>([10, 20, 50, 100, 200], 5)];
}
