using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>What holds of every rule of the catalogue on every game of the catalogue.</summary>
public sealed class RuleConformanceTests
{
    private const string Steps = "eta-g=0.2*n^-0.3 eta-d=0.15";

    public static TheoryData<string> Games => Cases.GameData;

    [Theory]
    [MemberData(nameof(Games))]
    public void Sixteen_runs_in_lockstep_have_the_bits_of_sixteen_runs_alone(string text)
    {
        var game = Cases.Game(text);
        var starts = Cases.Starts(game, Lanes.Width);
        foreach (var name in Cases.Rules)
        {
            var rule = Cases.Rule(name, Steps);
            if (Declines(game, rule))
            {
                continue;
            }

            var (update, state, memory) = Begin(
                game,
                rule,
                Enumerable.Range(0, game.StateSize)
                    .Select(i => Lanes.Pack(Array.ConvertAll(starts, s => s[i])))
                    .ToArray());
            var alone = Array.ConvertAll(starts, start => Begin(game, rule, start.ToScalars<Real>()));
            for (var step = 0; step < 50; step++)
            {
                update.Step(state, memory, new SampleKey(1, 0, step, 0));
                for (var lane = 0; lane < Lanes.Width; lane++)
                {
                    alone[lane].Update.Step(alone[lane].State, alone[lane].Memory, new SampleKey(1, lane, step, 0));
                    Numbers.AssertSameBits(
                        Doubles(alone[lane].State),
                        ((ReadOnlySpan<Lanes>)state).ToDoubles(lane),
                        $"{name}, update {step}, lane {lane}");
                    Numbers.AssertSameBits(
                        Doubles(alone[lane].Memory),
                        ((ReadOnlySpan<Lanes>)memory).ToDoubles(lane),
                        $"memory of {name}, update {step}, lane {lane}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void What_is_declined_is_declined_alike_on_every_kind_of_number(string text)
    {
        var game = Cases.Game(text);
        foreach (var name in Cases.Rules)
        {
            var rule = Cases.Rule(name, Steps);
            var reasons = new[]
            {
                Reason<Real>(game, rule),
                Reason<Lanes>(game, rule),
                Reason<Dual<Real>>(game, rule),
                Reason<Dual<Lanes>>(game, rule),
            };
            Assert.Single(reasons.Distinct(StringComparer.Ordinal));
            Assert.False(reasons[0] is { Length: 0 }, $"{name} declines without a reason");
            if (rule.UsesBestResponse)
            {
                Assert.Equal(game.WhyNoBestResponse, reasons[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void An_update_remembers_nothing_but_its_memory(string text)
    {
        var game = Cases.Game(text);
        var starts = Cases.Starts(game, 3);
        foreach (var name in Cases.Rules)
        {
            var rule = Cases.Rule(name, Steps);
            if (Declines(game, rule))
            {
                continue;
            }

            // One update object runs here, then elsewhere and at another time, then here again.
            var fresh = Begin(game, rule, starts[0].ToScalars<Real>());
            var used = Begin(game, rule, starts[0].ToScalars<Real>());
            for (var step = 0; step < 5; step++)
            {
                var elsewhere = Begin(game, rule, starts[1 + (step % 2)].ToScalars<Real>());
                used.Update.Step(elsewhere.State, elsewhere.Memory, new SampleKey(9, 4, 1000 + step, 0));
                used.Update.Step(elsewhere.State, elsewhere.Memory, new SampleKey(9, 4, 2000, 0));
                used.Update.Step(used.State, used.Memory, new SampleKey(1, 0, step, 0));

                fresh.Update = rule.Bind(game.Bind<Real>());
                fresh.Update.Step(fresh.State, fresh.Memory, new SampleKey(1, 0, step, 0));
                Numbers.AssertSameBits(Doubles(fresh.State), Doubles(used.State), $"{name}, update {step}");
                Numbers.AssertSameBits(Doubles(fresh.Memory), Doubles(used.Memory), $"memory of {name}, update {step}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_equilibrium_stays_where_it_is(string text)
    {
        var game = Cases.Game(text);
        var equilibrium = game.Equilibrium();
        foreach (var name in Cases.Rules)
        {
            var rule = Cases.Rule(name, Steps);
            if (Declines(game, rule) || game.WhyNotDifferentiable(equilibrium, rule.UsesBestResponse) is not null)
            {
                continue;
            }

            var run = Begin(game, rule, equilibrium.ToScalars<Real>());
            var memory = Doubles(run.Memory);
            for (var step = 0; step < 3; step++)
            {
                run.Update.Step(run.State, run.Memory, new SampleKey(1, 0, step, 0));
                for (var i = 0; i < equilibrium.Length; i++)
                {
                    Assert.True(
                        Math.Abs(run.State[i].Value - equilibrium[i]) <= 1e-14,
                        $"{name} moves coordinate {i} to {run.State[i].Value:R}");
                }

                for (var i = 0; i < memory.Length; i++)
                {
                    Assert.True(
                        step > 0 || Math.Abs(run.Memory[i].Value - memory[i]) <= 1e-14,
                        $"{name} moves memory {i} to {run.Memory[i].Value:R}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Every_rule_moves_something_somewhere_and_nothing_with_steps_of_zero(string text)
    {
        var game = Cases.Game(text);
        var start = Cases.Starts(game, 1)[0];
        foreach (var name in Cases.Rules)
        {
            var (still, moving) = (Cases.Rule(name, "eta=0"), Cases.Rule(name, Steps));
            if (Declines(game, still))
            {
                continue;
            }

            var run = Begin(game, still, start.ToScalars<Real>());
            run.Update.Step(run.State, run.Memory, default);
            var kept = still.UsesBestResponse ? game.GeneratorSize : game.StateSize;
            Numbers.AssertSameBits(start.AsSpan(0, kept), Doubles(run.State).AsSpan(0, kept), name);

            // Three updates: a generator has nothing to follow while the discriminator is still flat, and a feature of
            // the discriminator may be too small to be felt.
            run = Begin(game, moving, start.ToScalars<Real>());
            for (var step = 0; step < 3; step++)
            {
                run.Update.Step(run.State, run.Memory, new SampleKey(0, 0, step, 0));
            }

            var moved = Enumerable.Range(0, game.StateSize).Where(i => run.State[i].Value != start[i]).ToList();
            Assert.True(
                Enumerable.Range(0, game.GeneratorSize).All(moved.Contains),
                $"{name} leaves a coordinate of the generator where it is");
            Assert.True(moved.Count > game.GeneratorSize, $"{name} leaves the discriminator where it is");
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Rules_too_may_have_settings_each_of_its_own_in_each_lane(string text)
    {
        var game = Cases.Game(text);
        var start = Cases.Starts(game, 1)[0];
        foreach (var name in Cases.Rules)
        {
            var rules = Enumerable.Range(0, Lanes.Width)
                .Select(i =>
                    Cases.Rule(
                        name,
                        System.FormattableString.Invariant($"eta-g={0.01 * i}*n^-{0.05 * i} eta-d={0.3 - (0.01 * i)}")))
                .ToArray();
            if (Declines(game, rules[0]))
            {
                continue;
            }

            var update = rules[0].Bind(new Pack<Rule>(rules), game.Bind<Lanes>());
            var (state, memory) = (start.ToScalars<Lanes>(), new Lanes[update.MemorySize]);
            update.Begin(state, memory, default);
            var alone = Array.ConvertAll(rules, rule => Begin(game, rule, start.ToScalars<Real>()));
            for (var step = 0; step < 4; step++)
            {
                update.Step(state, memory, new SampleKey(0, 0, step, 0));
                for (var lane = 0; lane < Lanes.Width; lane++)
                {
                    alone[lane].Update.Step(alone[lane].State, alone[lane].Memory, new SampleKey(0, 0, step, 0));
                    Numbers.AssertSameBits(
                        Doubles(alone[lane].State),
                        ((ReadOnlySpan<Lanes>)state).ToDoubles(lane),
                        $"{name}, update {step}, lane {lane}");
                }
            }
        }
    }

    private static (Update<T> Update, T[] State, T[] Memory) Begin<T>(Game game, Rule rule, T[] state)
        where T : struct, IPacked<T>
    {
        var update = rule.Bind(game.Bind<T>());
        var memory = new T[update.MemorySize];
        update.Begin(state, memory, default);
        return (update, state, memory);
    }

    private static bool Declines(Game game, Rule rule) => Reason<Real>(game, rule) is not null;

    /// <summary>Why a rule cannot be run on a game; null where it can.</summary>
    private static string? Reason<T>(Game game, Rule rule)
        where T : struct, IPacked<T>
    {
        try
        {
            var run = Begin(game, rule, Cases.Starts(game, 1)[0].ToScalars<T>());
            run.Update.Step(run.State, run.Memory, default);
            return null;
        }
        catch (NotSupportedException declined)
        {
            return declined.Message;
        }
    }

    private static double[] Doubles(Real[] values) => ((ReadOnlySpan<Real>)values).ToDoubles();
}
