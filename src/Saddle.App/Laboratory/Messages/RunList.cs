namespace Saddle.App.Laboratory.Messages;

/// <summary>The training runs.</summary>
/// <param name="Runs">Those that are there.</param>
/// <param name="Starting">The names of those that are about to be.</param>
/// <param name="Troubles">Why some could not begin.</param>
internal sealed record RunList(
    IReadOnlyList<RunSummary> Runs,
    IReadOnlyList<string> Starting,
    IReadOnlyList<string> Troubles);
