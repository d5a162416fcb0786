namespace Saddle.App.Laboratory.Messages;

/// <summary>The training runs, and the watched scripts.</summary>
/// <param name="Runs">The runs that are there.</param>
/// <param name="Watched">The watched scripts.</param>
/// <param name="Starting">The names of those that are about to be.</param>
/// <param name="Troubles">Why some could not begin.</param>
internal sealed record RunList(
    IReadOnlyList<RunSummary> Runs,
    IReadOnlyList<WatchedSummary> Watched,
    IReadOnlyList<string> Starting,
    IReadOnlyList<string> Troubles);
