using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>Many runs, packed and spread: nothing of that shows in what is seen of a run.</summary>
public sealed class EnsembleTests
{
    private static readonly Game Noisy = Cases.Game("ttur-saddle noise=0.5");

    private static readonly Rule GeneratorFirst = Cases.Rule("alternating order=g-first eta=0.001");

    private static readonly double[][] Drawn = Cases.Starts(Cases.Game("quadratic size=1"), 37);

    [Fact]
    public void What_is_seen_of_a_run_is_what_the_run_does_alone()
    {
        // 37 runs: two packs of lanes and a part of a third.
        var seen = new Ensemble(Noisy, GeneratorFirst, 37, run => Drawn[run], Seed: 3).Observe(Final);
        for (var run = 0; run < 37; run++)
        {
            var alone = new Lockstep<Real>(Noisy, GeneratorFirst);
            alone.Begin([Drawn[run]], seed: 3, run);
            alone.AdvanceTo(50);
            Numbers.AssertSameBits(alone.StateOf(0), seen[run], $"run {run}");
        }

        static Func<int, double[]> Final(Lockstep<Lanes> runs)
        {
            runs.AdvanceTo(50);
            return runs.StateOf;
        }
    }

    [Fact]
    public void Stopping_is_told()
    {
        using var cancellation = new CancellationTokenSource();
        var all = new Ensemble(Noisy, GeneratorFirst, 37, run => Drawn[run], Seed: 3);
        Assert.Throws<OperationCanceledException>(() => all.Observe<int>(
            runs =>
            {
                cancellation.Cancel();
                return lane => lane;
            },
            cancellation.Token));
    }

    [Fact]
    public void What_the_game_declines_is_said()
    {
        var game = Cases.Game("dirac-gan");
        var all = new Ensemble(game, Cases.Rule("optimal-discriminator"), 37, _ => [1, 1], Seed: 1);
        var declined = Assert.Throws<NotSupportedException>(() => all.Observe<bool>(runs => _ => runs.Advance(1)));
        Assert.Equal(game.WhyNoBestResponse, declined.Message);
    }

    [Fact]
    public void The_examples_of_the_documentation_measure_the_largest_distance()
    {
        var (game, rule, start) = (Cases.Game("bilinear"), Cases.Rule("simultaneous"), new double[] { 1, 0 });

        // Each update of the plain game multiplies the distance by sqrt(1 + eta^2).
        var expected = Math.Pow(1.01, 500);
        Assert.Equal(expected, OfOne(game, rule, start), 1e-12 * expected);
        Assert.All(OfMany(game, rule, _ => start), largest => Assert.Equal(expected, largest, 1e-12 * expected));
    }

    private static double OfOne(Game game, Rule rule, double[] start)
    {
        var run = new Lockstep<Real>(game, rule);
        run.Begin([start], seed: 1);
        var largest = 0.0;
        while (run.Advance(until: 1000))
        {
            largest = Math.Max(largest, run.Game.Distance(run.State).Value);
        }

        return largest;
    }

    private static double[] OfMany(Game game, Rule rule, Func<int, double[]> start)
    {
        var largest = new Ensemble(game, rule, 100, start, Seed: 1).Observe<double>(runs =>
        {
            Lanes most = 0.0;
            while (runs.Advance(until: 1000))
            {
                var distance = runs.Game.Distance(runs.State);
                most = Lanes.Select(distance <= most, most, distance);
            }

            return lane => Lanes.Lane(most, lane);
        });

        return largest;
    }
}
