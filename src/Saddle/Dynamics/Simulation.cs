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
    /// <param name="every">A state is recorded every so many updates, the start and the last always; at least 1.</param>
    /// <param name="seed">The seed of what is random in the game.</param>
    /// <param name="progress">Told the share done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the run; what was done until then is returned.</param>
    /// <exception cref="NotSupportedException">The rule asks the game for something that it declines; the message says why.</exception>
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
        var bound = game.Bind<Real>();
        var update = rule.Bind(bound.Seen);
        var state = start.ToScalars<Real>();
        var memory = new Real[update.MemorySize];
        var sample = new Sample(seed, 0, 0, 0);
        update.Begin(state, memory, sample);

        var points = new List<TrajectoryPoint> { new(0, start.ToArray()) };
        var meter = new Meter<Real>(bound, steps, state);
        var approach = new ApproachMeter(game.Equilibrium(), start);
        long done = 0;
        while (done < steps && !cancellation.IsCancellationRequested)
        {
            update.Step(state, memory, sample with { Step = done });
            meter.Observe(++done, state);
            approach.Observe(state);
            if (done % every == 0)
            {
                points.Add(new(done, ((ReadOnlySpan<Real>)state).ToDoubles()));
            }

            if (done % 1024 == 0)
            {
                progress?.Report((double)done / steps);
            }
        }

        if (points[^1].Step != done)
        {
            points.Add(new(done, ((ReadOnlySpan<Real>)state).ToDoubles()));
        }

        return new(points, done, done == steps, meter.Read(0), approach.Read());
    }
}

/// <summary>A run that was recorded.</summary>
/// <param name="Points">The recorded states, the start first.</param>
/// <param name="Steps">How many updates were made.</param>
/// <param name="Complete">Whether all updates asked for were made.</param>
/// <param name="Measured">The verdict; of no use where the run is not complete.</param>
/// <param name="Approach">How the run approached or left the equilibrium, and at what rate.</param>
public sealed record Trajectory(IReadOnlyList<TrajectoryPoint> Points, long Steps, bool Complete, Measurement Measured, MeasuredApproach Approach)
{
    /// <summary>The last recorded state.</summary>
    public double[] Final => Points[^1].State;
}

/// <summary>A state on a trajectory.</summary>
/// <param name="Step">After how many updates.</param>
/// <param name="State">The state, one number a coordinate.</param>
public sealed record TrajectoryPoint(long Step, double[] State);
