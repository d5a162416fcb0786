namespace Saddle.App.Laboratory.Messages;

/// <summary>The figures of an attempt's rounds after a step.</summary>
/// <param name="Version">Other than before where the files were replaced: these are then all figures.</param>
/// <param name="Step">The last round.</param>
/// <param name="Rounds">Losses, scores, gradient norms, rates, by the names of steps.jsonl.</param>
/// <param name="Layers">Norms of gradients by layer, named player/layer.</param>
/// <param name="Troubles">What of the files cannot be read, and why.</param>
internal sealed record WatchedFigures(
    string Version,
    long Step,
    IReadOnlyList<SeriesInfo> Rounds,
    IReadOnlyList<SeriesInfo> Layers,
    IReadOnlyList<string> Troubles);
