namespace Saddle.Gans.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Status">running, finished, interrupted or failed.</param>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates to make.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Best">The name of the figure that is watched, and its best value; null where there is none.</param>
/// <param name="Seconds">The time spent on updates.</param>
/// <param name="Versions">The versions of what computed it.</param>
public sealed record RunState(
    string Status,
    long Step,
    long Steps,
    string? Reason,
    BestFigure? Best,
    double Seconds,
    IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>A run before its first update.</summary>
    /// <param name="steps">The number of updates to make.</param>
    public static RunState AtStart(long steps) =>
        new("running", 0, steps, null, null, 0, new Dictionary<string, string>(StringComparer.Ordinal));
}
