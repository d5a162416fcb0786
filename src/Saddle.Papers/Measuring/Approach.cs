using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>How long runs need to come close to the equilibrium.</summary>
internal static class Approach
{
    /// <summary>
    /// For each of many starts at distance 1, the number of updates after which the distance is at most delta for good: a run
    /// is followed until it has come ten times closer. <see cref="long.MaxValue"/> where that is not reached.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="starts">The number of starts.</param>
    /// <param name="delta">The distance to reach.</param>
    /// <param name="limit">The most updates.</param>
    /// <param name="setting">The seed, and what stops the runs.</param>
    public static long[] Updates(Game game, Rule rule, int starts, double delta, long limit, ClaimSetting setting)
    {
        var counts = new long[starts];
        Parallel.For(0, (starts + Lanes.Width - 1) / Lanes.Width, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            var first = block * Lanes.Width;
            var lanes = Block(game, rule, first, delta, limit, setting);
            for (var lane = 0; lane < Lanes.Width && first + lane < starts; lane++)
            {
                counts[first + lane] = lanes[lane];
            }
        });
        setting.Cancellation.ThrowIfCancellationRequested();
        return counts;
    }

    private static long[] Block(Game game, Rule rule, int first, double delta, long limit, ClaimSetting setting)
    {
        var bound = game.Bind<Lanes>();
        var update = rule.Bind(bound.Seen);
        var state = Starts.Pack([.. Enumerable.Range(first, Lanes.Width).Select(run => Starts.OnSphere(game, 1, setting.Seed, run))]);
        var memory = new Lanes[update.MemorySize];
        var sample = new Sample(setting.Seed, first, 0, 0);
        update.Begin(state, memory, sample);

        // How many updates were made when a lane's distance was last above delta; and whether a lane is still on its way.
        Lanes above = 0.0;
        Lanes away = 1.0;
        for (long step = 0; step < limit && Lanes.Any(away > 0.0) && !(step % 4096 == 0 && setting.Cancellation.IsCancellationRequested); step++)
        {
            update.Step(state, memory, sample with { Step = step });
            var distance = bound.Distance(state);
            above = Lanes.Select(distance <= delta, above, step + 1.0);
            away = Lanes.Select(distance <= delta / 10, 0.0, away);
        }

        return [.. Enumerable.Range(0, Lanes.Width).Select(lane => Lanes.Lane(away, lane) > 0 ? long.MaxValue : (long)Lanes.Lane(above, lane) + 1)];
    }
}
