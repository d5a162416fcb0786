using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>Unrolling in its three readings: kept, looked at, differentiated through (Metz et al. 2017).</summary>
public sealed class UnrolledTests
{
    public static TheoryData<string> Games => Cases.GameData;

    [Theory]
    [MemberData(nameof(Games))]
    public void Keeping_the_steps_is_alternating_with_as_many_steps_of_the_discriminator(string text)
    {
        var game = Cases.Game(text);
        foreach (var k in (int[])[1, 2, 5])
        {
            foreach (var start in Cases.Starts(game, 3))
            {
                var kept = Simulation.Run(
                    game,
                    Cases.Rule($"unrolled mode=keep k={k} eta-g=0.3 eta-d=0.1*n^-0.1"),
                    start,
                    40);
                var alternating = Simulation.Run(
                    game,
                    Cases.Rule($"alternating k={k} eta-g=0.3 eta-d=0.1*n^-0.1"),
                    start,
                    40);
                foreach (var (expected, actual) in alternating.Points.Zip(kept.Points))
                {
                    Numbers.AssertSameBits(expected.State, actual.State, $"k = {k}, step {expected.Step}");
                }
            }
        }
    }

    [Theory]
    [InlineData("dirac-gan", 3)]
    [InlineData("dirac-gan loss=least-squares penalty=r1 gamma=0.5", 5)]
    [InlineData("dirac-gan loss=non-saturating penalty=instance-noise", 2)]
    [InlineData("dirac-gan loss=wasserstein penalty=gradient-penalty", 4)]
    [InlineData("quadratic size=4 a=0.3,2 b=0.5,1 c=0.4,2", 1)]
    [InlineData("quadratic size=4 a=0.3,2 b=0.5,1 c=0.4,2", 6)]
    [InlineData("bilinear size=3 singular-values=0.5,2 seed=3", 3)]
    [InlineData("two-gaussians crossing=free", 4)]
    [InlineData("two-gaussians crossing=clamp", 1)]
    [InlineData("two-gaussians crossing=clamp", 5)]
    [InlineData("two-gaussians crossing=drop", 5)]
    public void Differentiating_descends_the_loss_at_the_discriminator_that_the_generator_provokes(string text, int k)
    {
        // Central differences of theta -> L_G(theta, psi_k(theta)), every step of the discriminator written out here.
        var game = Cases.Game(text);
        var plain = game.Bind<Real>();
        var (etaG, etaD) = (0.2, 0.4);
        var rule = Cases.Rule($"unrolled mode=differentiate k={k} eta-g=0.2 eta-d=0.4");
        foreach (var start in Cases.Starts(game, 12))
        {
            var next = Simulation.Run(game, rule, start, 1).Final;
            for (var j = 0; j < game.GeneratorSize; j++)
            {
                var h = 1e-6;
                var slope = (Composed(plain, start, j, h, k, etaD) - Composed(plain, start, j, -h, k, etaD)) / (2 * h);
                Numbers.AssertClose(
                    slope,
                    (start[j] - next[j]) / etaG,
                    1e-8,
                    $"coordinate {j} from {string.Join(' ', start)}");
            }

            // The discriminator itself makes one step, seeing the old generator.
            var once = start.ToScalars<Real>();
            StepDiscriminator(plain, once, etaD);
            Numbers.AssertSameBits(
                ((ReadOnlySpan<Real>)once).ToDoubles().AsSpan(game.GeneratorSize),
                next.AsSpan(game.GeneratorSize),
                "the discriminator");
        }
    }

    [Theory]
    [InlineData("clamp")]
    [InlineData("drop")]
    public void Differentiating_goes_through_an_interval_that_crosses_on_the_way(string crossing)
    {
        // Under the generator's peak F < 0: the first interval closes at some step, before the last, and is projected.
        var game = Cases.Game($"two-gaussians crossing={crossing} target=-1.5,1.5");
        var plain = game.Bind<Real>();
        double[] start = [-0.1, 0.2, -0.06, 0.05, 1, 2];
        var etaD = 0.5;
        var k = 4;
        var path = start.ToScalars<Real>();
        var crossings = 0;
        for (var i = 0; i < k; i++)
        {
            var raw = (Real[])path.Clone();
            plain.Gradient(Player.Discriminator, Player.Discriminator, path, raw.AsSpan(2), default);
            crossings += path[2].Value - (etaD * raw[2].Value) > path[3].Value - (etaD * raw[3].Value) ? 1 : 0;
            StepDiscriminator(plain, path, etaD);
        }

        Assert.InRange(crossings, 1, k);
        var next = Simulation.Run(
            game,
            Cases.Rule("unrolled mode=differentiate k=4 eta-g=0.2 eta-d=0.5"),
            start,
            1).Final;
        for (var j = 0; j < 2; j++)
        {
            var h = 1e-6;
            var slope = (Composed(plain, start, j, h, k, etaD) - Composed(plain, start, j, -h, k, etaD)) / (2 * h);
            Numbers.AssertClose(slope, (start[j] - next[j]) / 0.2, 1e-8, $"u{j + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void With_discriminator_steps_of_zero_every_reading_is_the_plain_rule(string text)
    {
        var game = Cases.Game(text);
        foreach (var start in Cases.Starts(game, 3))
        {
            var plain = Simulation.Run(game, Cases.Rule("simultaneous eta-g=0.3 eta-d=0"), start, 20).Final;
            foreach (var mode in (string[])["keep", "lookahead", "differentiate"])
            {
                Numbers.AssertSameBits(
                    plain,
                    Simulation.Run(game, Cases.Rule($"unrolled mode={mode} k=4 eta-g=0.3 eta-d=0"), start, 20).Final,
                    mode);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Looking_ahead_takes_the_generators_step_of_keeping_and_the_discriminators_of_one_step(string text)
    {
        var game = Cases.Game(text);
        foreach (var start in Cases.Starts(game, 3))
        {
            var (ahead, kept, one) = (
                After("unrolled mode=lookahead k=3"),
                After("unrolled mode=keep k=3"),
                After("simultaneous"));
            Numbers.AssertSameBits(
                kept.AsSpan(0, game.GeneratorSize),
                ahead.AsSpan(0, game.GeneratorSize),
                "generator");
            Numbers.AssertSameBits(one.AsSpan(game.GeneratorSize), ahead.AsSpan(game.GeneratorSize), "discriminator");

            double[] After(string rule) =>
                Simulation.Run(game, Cases.Rule(rule, "eta-g=0.3 eta-d=0.2"), start, 1).Final;
        }
    }

    [Fact]
    public void Unrolling_through_which_no_gradient_flows_is_another_rule()
    {
        // The defect of a public code: it looks ahead and calls that unrolling. On the bilinear game theta psi with k =
        // 1 the total gradient is psi + eta_d theta + eta_d theta, the one without flow only psi + eta_d theta.
        double[] start = [1, 2];
        var (flow, without) = (After("differentiate"), After("lookahead"));
        Assert.Equal(1 - (0.1 * (2 + (2 * 0.25))), flow[0], 1e-15);
        Assert.Equal(1 - (0.1 * (2 + 0.25)), without[0], 1e-15);
        Assert.Equal(2 + 0.25, flow[1]);

        // And it decides: with the flow the bilinear game converges, without it not much is gained.
        Assert.True(Radius("differentiate") < 0.96);
        Assert.True(Radius("lookahead") > Radius("differentiate") + 0.02);

        double[] After(string mode) =>
            Simulation.Run(
                Cases.Game("bilinear"),
                Cases.Rule($"unrolled mode={mode} k=1 eta-g=0.1 eta-d=0.25"),
                start,
                1).Final;

        double Radius(string mode) =>
            Spectrum.Of(Cases.Game("bilinear"), Cases.Rule($"unrolled mode={mode} k=5 eta=0.1")).Radius!.Value;
    }

    [Fact]
    public void The_samples_of_the_steps_ahead_are_fresh_and_those_that_are_not_kept_are_marked()
    {
        foreach (var mode in Enum.GetValues<UnrollMode>())
        {
            var game = new Recorder();
            var update = new Unrolled(mode, K: 3).Bind(game);
            update.Step(new Real[2], [], new SampleKey(1, 2, 3, 0));
            var forward = game.Samples.Take(4).ToList();
            Assert.Equal([0, 1, 2, 3], forward.Select(s => s.Draw));
            Assert.All(forward, s => Assert.Equal((1UL, 2L, 3L), (s.Seed, s.Run, s.Step)));
            Assert.Equal(
                [false, mode != UnrollMode.Keep, mode != UnrollMode.Keep, false],
                forward.Select(s => s.Extrapolated));
        }
    }

    /// <summary>L_G(theta, psi_k(theta)) with one coordinate of theta displaced.</summary>
    private static double Composed(
        AnalyticGame<Real> game,
        double[] start,
        int coordinate,
        double by,
        int k,
        double etaD)
    {
        var state = start.ToScalars<Real>();
        state[coordinate] += by;
        for (var i = 0; i < k; i++)
        {
            StepDiscriminator(game, state, etaD);
        }

        return game.Loss(Player.Generator, state, default).Value;
    }

    private static void StepDiscriminator(AnalyticGame<Real> game, Real[] state, double etaD)
    {
        var gradient = new Real[game.DiscriminatorSize];
        game.Gradient(Player.Discriminator, Player.Discriminator, state, gradient, default);
        for (var i = 0; i < gradient.Length; i++)
        {
            state[game.GeneratorSize + i] = Math.FusedMultiplyAdd(
                -etaD,
                gradient[i].Value,
                state[game.GeneratorSize + i].Value);
        }

        game.Project(Player.Discriminator, state);
    }
}
