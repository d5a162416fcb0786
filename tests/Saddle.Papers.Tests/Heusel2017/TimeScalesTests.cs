using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Late = Saddle.Papers.Heusel2017.OneTimeScaleFails.Late;

namespace Saddle.Papers.Tests;

/// <summary>The game on which time scales decide, and the three claims on it.</summary>
public sealed class TimeScalesTests
{
    private static readonly TwoTimeScalesConverge Converges = new();
    private static readonly OneTimeScaleFails Fails = new();
    private static readonly LimitIsNash Nash = new();

    // Of three pairs of schedules: near 1,000, 10,000 and 100,000 updates.
    private static readonly IReadOnlyList<IReadOnlyList<double>>[] Shrinking =
    [
        [[0.2, 0.3, 0.4], [0.1, 0.1, 0.1], [0.002, 0.003, 0.05]],
        [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1], [0.001, 0.004, 0.005]],
        [[0.3, 0.3, 0.3], [0.1, 0.1, 0.1], [0.001, 0.001, 0.001]],
    ];

    private static readonly LimitIsNash.Measurements Maximum =
        new(new(32, 32), Gains(-1), Gains(-0.5), LocalNash: true);

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.1, true)]
    public void The_threshold_of_the_ratio_is_two(double ratio, bool stable)
    {
        // The trace 2 - tau and the determinant 2 tau of the flow tell, with rates that are small enough.
        var spectrum = Spectrum.Of(TimeScales.Game, TimeScales.Rule(0.001, 0.001 * ratio));
        Assert.Equal(stable, spectrum.Radius < 1);
    }

    [Fact]
    public void Distances_that_halve_and_end_within_a_twentieth_hold()
    {
        var finding = Reports.Holds(Converges, new(Shrinking));
        Assert.Equal(0.05, finding.Measured);
        Assert.Equal(3, finding.Seeds);
        finding.Says("from 0.3, 0.1, 0.3 near 1,000 updates to 0.003, 0.004, 0.001 near 100,000");
        Assert.Equal("0.004 (0.005)", finding.Table!.Rows[1][^1]);
    }

    [Fact]
    public void One_run_that_stays_away_or_a_median_that_does_not_halve_contradicts()
    {
        var far = Shrinking[2].With(2, [0.001, 0.001, 0.051]);
        Assert.Equal(0.051, Reports.Contradicts(Converges, new(Shrinking.With(2, far))).Measured);
        var slow = Shrinking[1].With(0, [0.007, 0.008, 0.2]);
        Reports.Contradicts(Converges, new(Shrinking.With(1, slow)));
    }

    // The third discriminator's deviation is 0.1 sqrt(0.5 * 100000^-0.7 / 2) = 0.00089: less, or ten times it, is
    // wrong.
    [Theory]
    [InlineData(0.00088)]
    [InlineData(0.009)]
    public void Distances_that_the_noise_does_not_account_for_contradict(double median) => Reports.Contradicts(
        Converges, new(Shrinking.With(2, Shrinking[2].With(2, [median, median, median]))));

    public static TheoryData<string> Wrong =>
        ["equal schedules", "exchanged", "no decay", "no noise", "frozen generator"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_implementation_does_not_converge_as_stated(string plant)
    {
        var claim = plant switch
        {
            "equal schedules" => Converges with { Rule = (_, b) => TimeScales.Rule(b, b) },
            "exchanged" => Converges with { Rule = (a, b) => TimeScales.Rule(b, a) },
            "no decay" => Converges with { Rule = (a, b) => TimeScales.Rule(a.Scale / 10, b.Scale) },
            "frozen generator" => Converges with { Rule = (_, b) => TimeScales.Rule(0, b) },
            _ => Converges with { Game = TimeScales.Game with { Noise = 0 } },
        };
        Assert.Equal(Outcome.Contradicted, claim.Find(Reports.Quick).Outcome);
    }

    [Fact]
    public void Rates_that_are_kept_apart_do_not_fail() => Assert.Equal(
        Outcome.Contradicted,
        (Fails with { Rule = (_, b) => TimeScales.Rule(new(0.25 * b.Scale, b.Power), b) }).Find(Reports.Quick).Outcome);

    [Fact]
    public void All_runs_leave_with_equal_and_with_exchanged_schedules()
    {
        var finding = Reports.Holds(Fails, Leaving(4, 4, 3, 1, 0));
        Assert.Equal(1, finding.Measured);
        finding.Says("4 of 4 runs leave with equal schedules, 4 with exchanged ones");
        finding.Says("b = 4 a keeps 3 of 4, b = 1.5 a 1;");
        Assert.Equal("3 of 4", finding.Table!.Rows[2][3]);
    }

    [Theory]
    [InlineData(3, 4, 0.75)]
    [InlineData(4, 2, 0.5)]
    public void A_run_that_stays_with_either_contradicts(int equal, int exchanged, double share) =>
        Assert.Equal(share, Reports.Contradicts(Fails, Leaving(equal, exchanged, 4, 4, 4)).Measured);

    [Fact]
    public void A_limit_from_which_neither_gains_holds()
    {
        var finding = Reports.Holds(Nash, Maximum);
        Assert.Equal(0, finding.Measured);
        finding.Says("32 of 32 runs converge");
        Assert.DoesNotContain("second-order", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gain_of_either_player_or_a_run_elsewhere_contradicts()
    {
        var generator = Reports.Contradicts(Nash, Maximum with { Generator = Gains(1), LocalNash = false });
        Assert.Equal(0.01, generator.Measured, 12);
        generator.Says("it gains 0.01, the discriminator 0.");
        generator.Says(", as its second-order condition says too.");
        Reports.Contradicts(Nash, Maximum with { Discriminator = Gains(1e-9) });
        Reports.Contradicts(Nash, Maximum with { Reached = new(31, 32) });
    }

    [Fact]
    public void Gains_of_a_player_are_those_of_its_own_curvature()
    {
        // L_G = -theta^2 + ..., so a move of m saves m^2; the discriminator's loss psi^2/2 costs m^2/2.
        var generator = LimitIsNash.Gains(TimeScales.Game, Player.Generator);
        var discriminator = LimitIsNash.Gains(TimeScales.Game, Player.Discriminator);
        Assert.All(Gains(1).Zip(generator), g => Assert.Equal(g.First, g.Second, 12));
        Assert.All(Gains(-0.5).Zip(discriminator), g => Assert.Equal(g.First, g.Second, 12));
    }

    // Moves from -0.1 to 0.1.
    private static double[] Gains(double factor) =>
        [.. Enumerable.Range(-20, 41).Select(i => factor * i * i * 0.005 * 0.005)];

    // A run at exactly 10 has not left.
    private static OneTimeScaleFails.Measurements Leaving(params int[] leaving)
    {
        static Late End(bool leaves) => leaves ? new(11, 100) : new(10, 12);
        return new([.. leaving.Select(n => Enumerable.Range(0, 4).Select(i => End(i < n)).ToList())]);
    }
}
