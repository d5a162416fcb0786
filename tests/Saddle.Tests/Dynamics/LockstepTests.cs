using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>Runs that advance together: what they see, how they are packed, where they end.</summary>
public sealed class LockstepTests
{
    [Theory]
    [InlineData("ttur-saddle", "alternating order=g-first eta=0.001")]
    [InlineData("ttur-saddle noise=0.5", "alternating order=g-first eta=0.001")]
    [InlineData("bilinear size=3 noise=0.5", "optimistic eta-g=0.1*n^-0.5")]
    [InlineData("dirac-gan noise=0.1", "adam order=d-first k=2")]
    [InlineData("two-gaussians", "unrolled mode=keep k=2 eta=0.3")]
    public void Every_lane_has_the_bytes_of_the_updates_made_one_by_one(string gameText, string ruleText)
    {
        var (game, rule) = (Cases.Game(gameText), Cases.Rule(ruleText));
        var starts = Cases.Starts(game, Lanes.Width);
        var runs = new Lockstep<Lanes>(game, rule);
        runs.Begin(starts, seed: 5, run: 32);
        Assert.True(runs.AdvanceTo(40));
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            Numbers.AssertSameBits(
                OneByOne(game, rule, starts[lane], 5, 32 + lane, 40),
                runs.StateOf(lane),
                $"lane {lane}");
        }
    }

    [Fact]
    public void The_players_see_the_noise_and_the_measure_does_not()
    {
        var (still, noisy) = (Cases.Game("bilinear"), Cases.Game("bilinear noise=1"));
        var runs = new Lockstep<Real>(noisy, Cases.Rule("simultaneous"));
        runs.Begin([[3, 4]], seed: 1);
        Assert.Equal(5, runs.Game.Distance(runs.State).Value, 1e-15);
        Assert.Equal(
            still.Bind<Real>().Loss(Player.Generator, runs.State, default),
            runs.Game.Loss(Player.Generator, runs.State, default));
        runs.Advance(1);
        Assert.NotEqual([3 - 0.4, 4 + 0.3], runs.StateOf(0));
    }

    [Fact]
    public void Games_and_rules_may_differ_from_lane_to_lane()
    {
        var games = Enumerable.Range(0, Lanes.Width)
            .Select(i => Cases.Game($"bilinear singular-values={1 + (i / 8.0)}"))
            .ToArray();
        var rules = Enumerable.Range(0, Lanes.Width)
            .Select(i => Cases.Rule($"heavy-ball momentum={i / 32.0}"))
            .ToArray();
        var runs = new Lockstep<Lanes>(new Pack<Game>(games), new Pack<Rule>(rules));
        runs.Begin([[1, 0.5]], seed: 1);
        runs.AdvanceTo(25);
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            Numbers.AssertSameBits(
                OneByOne(games[lane], rules[lane], [1, 0.5], 1, lane, 25),
                runs.StateOf(lane),
                $"lane {lane}");
        }
    }

    [Fact]
    public void Lanes_beyond_the_last_start_repeat_it()
    {
        var runs = new Lockstep<Lanes>(Cases.Game("bilinear"), Cases.Rule("simultaneous"));
        runs.Begin([[1, 2], [3, 4]], seed: 1);
        Assert.Equal([1, 2], runs.StateOf(0));
        Assert.All(Enumerable.Range(1, Lanes.Width - 1), lane => Assert.Equal([3, 4], runs.StateOf(lane)));
    }

    [Fact]
    public void Beginning_again_forgets_what_was()
    {
        var runs = new Lockstep<Real>(Cases.Game("dirac-gan"), Cases.Rule("optimistic-adam"));
        runs.Begin([[0.5, 1]], seed: 1);
        runs.AdvanceTo(7);
        var first = runs.StateOf(0);
        runs.Begin([[0.5, 1]], seed: 1);
        Assert.Equal(0, runs.Step);
        runs.AdvanceTo(7);
        Assert.Equal(first, runs.StateOf(0));
    }

    [Fact]
    public void The_first_update_may_have_a_later_number()
    {
        // eta = 1/n from n = 11 on: psi is 1, so theta loses 1/11 + 1/12.
        var run = new Lockstep<Real>(Cases.Game("bilinear"), Cases.Rule("simultaneous eta-g=1*n^-1 eta-d=0"));
        run.Begin([[0, 1]], seed: 1, step: 10);
        Assert.True(run.AdvanceTo(12));
        Assert.Equal(-(1 / 11.0) - (1 / 12.0), run.StateOf(0)[0], 1e-15);
        Assert.Equal(12, run.Step);
    }

    [Fact]
    public void So_many_updates_are_made_and_none_once_it_is_stopped()
    {
        using var cancellation = new CancellationTokenSource();
        var run = new Lockstep<Real>(Cases.Game("bilinear"), Cases.Rule("simultaneous"), cancellation.Token);
        run.Begin([[1, 2]], seed: 1);
        var seen = new List<long>();
        while (run.Advance(until: 3))
        {
            seen.Add(run.Step);
        }

        Assert.Equal([1, 2, 3], seen);
        Assert.True(run.AdvanceTo(3));
        cancellation.Cancel();
        var state = run.StateOf(0);
        Assert.False(run.Advance(until: 4));
        Assert.False(run.AdvanceTo(4));
        Assert.Equal(3, run.Step);
        Assert.Equal(state, run.StateOf(0));
    }

    private static double[] OneByOne(Game game, Rule rule, double[] start, ulong seed, long run, int steps)
    {
        var update = rule.Bind(game.Bind<Real>().Seen);
        var (state, memory) = (start.ToScalars<Real>(), new Real[update.MemorySize]);
        update.Begin(state, memory, new SampleKey(seed, run, 0, 0));
        for (var step = 0; step < steps; step++)
        {
            update.Step(state, memory, new SampleKey(seed, run, step, 0));
        }

        return [.. state.Select(s => s.Value)];
    }
}
