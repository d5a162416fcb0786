using Saddle.Dynamics;
using Saddle.Games;

namespace Saddle.Papers.Li2018;

/// <summary>By what a single run shows a failure: the criteria are ours, stated in the report.</summary>
internal static class FailureSigns
{
    private const double FarFromTarget = 0.2;

    /// <summary>The means stay together over the last half, an interval is open, and no mean ever runs away.</summary>
    public static bool HasMergedMeans(Trajectory run) =>
        Last(run, 0.5).All(p =>
            Math.Abs(p.State[0] - p.State[1]) < 0.05 && TwoGaussians.CountCollapsed(p.State) < 2)
        && run.Points.All(p => Math.Abs(p.State[0]) < 5);

    /// <summary>The means have stopped off the target, though an interval is open.</summary>
    public static bool HasStoppedOpen(TwoGaussians game, Trajectory run) =>
        Swing(run, 0, 0.1) < 1e-3
        && Swing(run, 1, 0.1) < 1e-3
        && WidestInterval(run.Final) > 0.1
        && game.Distance(run.Final) > FarFromTarget;

    /// <summary>A mean goes on swinging over the last half.</summary>
    public static bool Oscillates(Trajectory run) =>
        Enumerable.Range(0, 2).Any(i => Swing(run, i, 0.5) > 0.3 && Crossings(run, i) >= 6);

    /// <summary>Both intervals are empty off the target.</summary>
    public static bool HasCollapsed(TwoGaussians game, Trajectory run) =>
        TwoGaussians.CountCollapsed(run.Final) == 2 && game.Distance(run.Final) > FarFromTarget;

    private static IEnumerable<TrajectoryPoint> Last(Trajectory run, double share) =>
        run.Points.Where(p => p.Step >= (1 - share) * run.Steps);

    private static double Swing(Trajectory run, int coordinate, double share)
    {
        var values = Last(run, share).Select(p => p.State[coordinate]).ToList();
        return values.Max() - values.Min();
    }

    /// <summary>How often a coordinate crosses its average over the last half.</summary>
    private static int Crossings(Trajectory run, int coordinate)
    {
        var values = Last(run, 0.5).Select(p => p.State[coordinate]).ToList();
        var average = values.Average();
        return values.Zip(values.Skip(1)).Count(pair => (pair.First - average) * (pair.Second - average) < 0);
    }

    private static double WidestInterval(double[] state) => Math.Max(state[3] - state[2], state[5] - state[4]);
}
