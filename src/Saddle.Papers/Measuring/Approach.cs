using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>How long runs need to come close to the equilibrium.</summary>
internal static class Approach
{
    /// <summary>
    /// For each of many starts at distance 1, the number of updates after which the distance is at most delta for good:
    /// a run is followed until it has come ten times closer. <see cref="long.MaxValue"/> where that is not reached.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="starts">The number of starts.</param>
    /// <param name="delta">The distance to reach.</param>
    /// <param name="limit">The most updates.</param>
    /// <param name="setting">The seed, and what stops the runs.</param>
    public static long[] Updates(Game game, Rule rule, int starts, double delta, long limit, ClaimSetting setting)
    {
        double[] Start(int run) => Starts.OnSphere(game, 1, setting.Seed, run);
        return new Ensemble(game, rule, starts, Start, setting.Seed).Observe(Watch, setting.Cancellation);

        Func<int, long> Watch(Lockstep<Lanes> runs)
        {
            // How many updates were made when a lane's distance was last above delta; and whether a lane is still on
            // its way.
            Lanes above = 0.0;
            Lanes away = 1.0;
            while (Lanes.Any(away > 0.0) && runs.Advance(limit))
            {
                var distance = runs.Game.Distance(runs.State);
                above = Lanes.Select(distance <= delta, above, (double)runs.Step);
                away = Lanes.Select(distance <= delta / 10, 0.0, away);
            }

            return lane => Lanes.Lane(away, lane) > 0 ? long.MaxValue : (long)Lanes.Lane(above, lane) + 1;
        }
    }
}
