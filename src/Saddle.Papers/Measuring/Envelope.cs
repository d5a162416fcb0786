using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>Between which distances from the target runs move.</summary>
internal static class Envelope
{
    /// <summary>
    /// For each run the least and the greatest distance, in the game's own units, after the updates numbered from + 1 to
    /// <paramref name="to"/>. A distance that is not a number is infinite.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">The number of runs.</param>
    /// <param name="start">The start of a run.</param>
    /// <param name="from">How many updates to let pass.</param>
    /// <param name="to">How many updates to make.</param>
    /// <param name="setting">The seed, and what stops the runs.</param>
    public static (double Start, double Low, double High)[] Of(Game game, Rule rule, int runs, Func<int, double[]> start, long from, long to, ClaimSetting setting)
    {
        var result = new (double, double, double)[runs];
        Parallel.For(0, (runs + Lanes.Width - 1) / Lanes.Width, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            var first = block * Lanes.Width;
            var bound = game.Bind<Lanes>();
            var update = rule.Bind(bound.Seen);
            var state = Starts.Pack([.. Enumerable.Range(first, Lanes.Width).Select(run => start(Math.Min(run, runs - 1)))]);
            var memory = new Lanes[update.MemorySize];
            var sample = new Sample(setting.Seed, first, 0, 0);
            update.Begin(state, memory, sample);
            var initial = bound.Distance(state);
            Lanes low = double.PositiveInfinity;
            Lanes high = 0.0;
            for (long step = 0; step < to && !(step % 4096 == 0 && setting.Cancellation.IsCancellationRequested); step++)
            {
                update.Step(state, memory, sample with { Step = step });
                if (step < from)
                {
                    continue;
                }

                var distance = bound.Distance(state);
                low = Lanes.Select(distance < low, distance, low);
                high = Lanes.Select(distance <= high, high, Lanes.Select(distance >= 0.0, distance, double.PositiveInfinity));
            }

            for (var lane = 0; lane < Lanes.Width && first + lane < runs; lane++)
            {
                result[first + lane] = (Lanes.Lane(initial, lane), Lanes.Lane(low, lane), Lanes.Lane(high, lane));
            }
        });
        setting.Cancellation.ThrowIfCancellationRequested();
        return result;
    }
}
