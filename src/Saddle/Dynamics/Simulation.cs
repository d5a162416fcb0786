using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>One run of a game under a rule, step by step.</summary>
public static class Simulation
{
    /// <summary>Runs.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="start">The start, one number a coordinate.</param>
    /// <param name="steps">How many updates; at least 1.</param>
    /// <param name="every">
    /// A state is recorded every so many updates, the start and the last always; at least 1.
    /// </param>
    /// <param name="seed">The seed of what is random in the game.</param>
    /// <param name="progress">Told the share done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the run; what was done until then is returned.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static Trajectory Run(
        Game game,
        Rule rule,
        ReadOnlySpan<double> start,
        long steps,
        long every = 1,
        ulong seed = 1,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var run = new Lockstep<Real>(game, rule, cancellation);
        run.Begin([start.ToArray()], seed);
        var points = new List<TrajectoryPoint> { new(0, start.ToArray()) };
        var meter = new Meter<Real>(run.Game, steps, run.State);
        var approach = new ApproachMeter(game.Equilibrium(), start);
        while (run.Advance(steps))
        {
            meter.Observe(run.Step, run.State);
            approach.Observe(run.State);
            if (run.Step % every == 0)
            {
                points.Add(new(run.Step, run.StateOf(0)));
            }

            if (run.Step % 1024 == 0)
            {
                progress?.Report((double)run.Step / steps);
            }
        }

        if (points[^1].Step != run.Step)
        {
            points.Add(new(run.Step, run.StateOf(0)));
        }

        return new(points, run.Step, run.Step == steps, meter.Read(0), approach.Read());
    }
}
