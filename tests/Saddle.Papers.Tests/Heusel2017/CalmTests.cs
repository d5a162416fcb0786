using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Saddle.Rules;

namespace Saddle.Papers.Tests;

/// <summary>
/// Two time scales under Adam, less oscillation, and flat minima: what decides, and wrong rules told.
/// </summary>
public sealed class CalmTests
{
    private static readonly double[] Overshoots = [0.163, 0.043, 0, 0];

    [Theory]
    [InlineData(0.09, 6, 6, Outcome.Holds)]
    [InlineData(0.11, 6, 6, Outcome.Contradicted)]
    [InlineData(0.09, 4, 6, Outcome.Contradicted)]
    [InlineData(0.09, 6, 4, Outcome.Contradicted)]
    public void Under_Adam_two_time_scales_come_near_and_others_stay_away(
        double two, double equal, double exchanged, Outcome outcome)
    {
        static double[] Runs(double median) => [median / 2, median, median, median, median, median, 3 * median];
        var finding = Reports.Of(new TwoTimeScalesAdam(), new([Runs(two), Runs(equal), Runs(exchanged)]));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(two, finding.Measured);
        finding.Says($"is at {(3 * two).Text("G3")}");
    }

    [Fact]
    public void Under_Adam_without_its_second_scale_the_claim_fails() => Assert.Equal(
        Outcome.Contradicted,
        (new TwoTimeScalesAdam { Rule = (a, _) => new Adam(Beta1: 0.5) { EtaG = a, EtaD = a } }).Find(Reports.Quick)
            .Outcome);

    // Variances by the law, in every run a little more or less; one run of the last ratio as at the first.
    [Theory]
    [InlineData(1, 0, Outcome.Holds)]
    [InlineData(1.11, 0, Outcome.Contradicted)]
    [InlineData(1, 0.011, Outcome.Contradicted)]
    public void Variance_and_overshoot_must_be_the_laws(double share, double beyond, Outcome outcome)
    {
        var finding = Reports.Of(
            new LessOscillation(),
            new(
                [.. new[] { 1.0, 2, 4, 8 }.Select(r => Runs(share * LessOscillation.Law(r)))],
                Overshoots.With(2, beyond)));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(2.125 / 3, finding.Measured, 9);
    }

    [Fact]
    public void A_ratio_whose_variance_is_not_lower_for_sure_leaves_it_open()
    {
        IReadOnlyList<double> first = Runs(LessOscillation.Law(1));
        var open = Runs(LessOscillation.Law(2))
            .With(0, 1.02 * first[0]).With(1, 1.02 * first[1]).With(2, 1.02 * first[2]);
        Reports.Undecided(
            new LessOscillation(),
            new([first, open, Runs(LessOscillation.Law(4)), Runs(LessOscillation.Law(8))], Overshoots));
    }

    [Fact]
    public void The_laws_are_those_of_a_damped_swing()
    {
        // exp(-pi / sqrt(3)) at half the critical damping; 0 from the ratio 4 on.
        Assert.Equal(Math.Exp(-Math.PI / Math.Sqrt(3)), LessOscillation.Overshoot(1), 14);
        Assert.Equal(0, LessOscillation.Overshoot(4));
        Assert.Equal(0.015, LessOscillation.Law(1), 14);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_discriminator_with_the_generators_rate_or_a_tenfold_rate_is_told(bool tenfold)
    {
        Rule Planted(double g, double d) => tenfold
            ? new Simultaneous { EtaG = 10 * g, EtaD = 10 * d }
            : new Simultaneous { EtaG = g, EtaD = g };
        Assert.Equal(Outcome.Contradicted, (new LessOscillation { Rule = Planted }).Find(Reports.Quick).Outcome);
    }

    [Theory]
    [InlineData(520, 400, Outcome.Holds)]
    [InlineData(410, 400, Outcome.Undecided)]
    [InlineData(300, 400, Outcome.Contradicted)]
    public void Of_flat_minima_the_difference_decides(int adam, int descent, Outcome outcome)
    {
        static bool[] Runs(int flat, int stride) =>
            [.. Enumerable.Range(0, 1000).Select(i => (stride * i) % 1000 < flat)];
        var finding = Reports.Of(
            new FlatMinima(), new([Runs(adam, 7), Runs(descent, 13), Runs(40, 7), Runs(900, 7)]));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal((adam - descent) / 1000.0, finding.Measured, 12);
        finding.Says("0.040 (0.030 to 0.054) (Adam at the descent's rate)");
    }

    // By central differences of the loss; the wells meet where they are as deep.
    [Fact]
    public void The_two_wells_have_the_slope_of_their_loss()
    {
        var game = new TwoWells().Bind<Scalars.Real>();
        double Loss(double x) => game.Loss(Player.Generator, [x, 0], default).Value;
        foreach (var x in new[] { -3, -1.2, -0.9, TwoWells.Ridge, 0.3, 1, 4 })
        {
            var gradient = new Scalars.Real[1];
            game.Gradient(Player.Generator, Player.Generator, [x, 0], gradient, default);
            Assert.Equal((Loss(x + 1e-5) - Loss(x - 1e-5)) / 2e-5, gradient[0].Value, 1e-6);
        }

        Assert.Equal(0, Loss(-1), 0.15);
        Assert.Equal(0, Loss(1), 0.01);
    }

    private static IReadOnlyList<double> Runs(double mean) =>
        [.. Enumerable.Range(0, 8).Select(i => mean * (1 + (0.01 * ((i % 4) - 1.5))))];
}
