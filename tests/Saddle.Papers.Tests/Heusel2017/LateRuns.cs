using Saddle.Papers.Heusel2017;

namespace Saddle.Papers.Tests;

/// <summary>Made-up ends of runs on the toy saddle.</summary>
internal static class LateRuns
{
    /// <summary>
    /// Seven runs whose median mean norm is given, and whose final norms lie between a tenth of it and ten times it.
    /// </summary>
    public static IReadOnlyList<LateRun> Around(double norm, double largest = 1) =>
    [
        .. new[] { 0.5, 0.9, 1, 1.1, 2, 0.8, 1.2 }.Zip([0.1, 0.5, 1, 2, 10, 0.7, 1.5], (mean, final) =>
            new LateRun(norm * mean, norm * norm, norm * norm, norm * final, largest)),
    ];
}
