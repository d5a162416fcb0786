using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>Between which distances from the target runs move.</summary>
internal static class Envelope
{
    /// <summary>
    /// For each run the least and the greatest distance, in the game's own units, after the updates numbered from + 1
    /// to <paramref name="to"/>. A distance that is not a number is infinite.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">The number of runs.</param>
    /// <param name="start">The start of a run.</param>
    /// <param name="from">How many updates to let pass.</param>
    /// <param name="to">How many updates to make.</param>
    /// <param name="setting">The seed, and what stops the runs.</param>
    public static (double Start, double Low, double High)[] Of(
        Game game,
        Rule rule,
        int runs,
        Func<int, double[]> start,
        long from,
        long to,
        ClaimSetting setting)
    {
        return new Ensemble(game, rule, runs, start, setting.Seed).Observe(Watch, setting.Cancellation);

        Func<int, (double, double, double)> Watch(Lockstep<Lanes> block)
        {
            var initial = block.Game.Distance(block.State);
            Lanes low = double.PositiveInfinity;
            Lanes high = 0.0;
            block.AdvanceTo(from);
            while (block.Advance(to))
            {
                var distance = block.Game.Distance(block.State);
                low = Lanes.Select(distance < low, distance, low);
                var number = Lanes.Select(distance >= 0.0, distance, double.PositiveInfinity);
                high = Lanes.Select(distance <= high, high, number);
            }

            return lane => (Lanes.Lane(initial, lane), Lanes.Lane(low, lane), Lanes.Lane(high, lane));
        }
    }
}
