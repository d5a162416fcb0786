using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Li2018;

/// <summary>How many updates the generator needs against an optimal discriminator.</summary>
internal static class Arrival
{
    /// <summary>Drawn starts whose means are apart.</summary>
    /// <param name="game">The game.</param>
    /// <param name="gap">By how much at least.</param>
    /// <param name="count">How many.</param>
    /// <param name="setting">The seed.</param>
    public static IEnumerable<double[]> StartsApart(TwoGaussians game, double gap, int count, ClaimSetting setting) =>
        Enumerable.Range(0, int.MaxValue)
            .Select(run => DrawnStart.Of(game, setting.Seed, run))
            .Where(start => !(start[1] - start[0] < gap))
            .Take(count);

    /// <summary>The updates until a run's total variation distance is at most the accuracy.</summary>
    /// <param name="game">The game, without noise.</param>
    /// <param name="rule">The rule: the discriminator answers with its best response.</param>
    /// <param name="accuracy">The accuracy.</param>
    /// <param name="start">The start.</param>
    /// <param name="limit">The most updates.</param>
    /// <param name="setting">Stops it.</param>
    /// <returns>One more than the limit where it needs more.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static long Updates(
        TwoGaussians game, Rule rule, double accuracy, double[] start, long limit, ClaimSetting setting)
    {
        var run = new Lockstep<Real>(game, rule, setting.Cancellation);
        run.Begin([start], setting.Seed);
        var means = run.State[..2].ToArray();
        while (run.Advance(limit + 1))
        {
            // The update answers with the best response to the means before its step: its value less 1 is their
            // distance.
            Real[] response = [.. means, .. run.State[2..]];
            if (run.Game.Loss(Player.Generator, response, default).Value - 1 <= accuracy)
            {
                return run.Step - 1;
            }

            run.State[..2].CopyTo(means);
        }

        setting.Cancellation.ThrowIfCancellationRequested();
        return limit + 1;
    }
}
