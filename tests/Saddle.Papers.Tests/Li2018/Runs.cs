using Saddle.Dynamics;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Hand-made runs of the two-Gaussian game.</summary>
internal static class Runs
{
    /// <summary>A run of 100 updates, each recorded.</summary>
    /// <param name="state">The state after each.</param>
    public static Trajectory From(Func<int, double[]> state)
    {
        var points = Enumerable.Range(0, 101).Select(step => new TrajectoryPoint(step, state(step))).ToList();
        var measured = new Measurement(Verdict.Stalls, "made by hand", 1, 1);
        return new(points, 100, Complete: true, measured, new(null, null, "made by hand"));
    }
}
