using Saddle.Dynamics;

namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// The spectral radius against the learning rate, and what follows from it; or a note why there is nothing.
/// </summary>
/// <param name="Etas">The learning rates that were tried.</param>
/// <param name="Radii">The radius at each.</param>
/// <param name="Converging">The two ends of the interval that converges; null where no rate does.</param>
/// <param name="OpenBelow">Whether the interval goes on below the least rate that was tried.</param>
/// <param name="OpenAbove">Whether it goes on above the greatest.</param>
/// <param name="FastestEta">The rate of the least radius.</param>
/// <param name="FastestRadius">That radius.</param>
/// <param name="Alternatives">
/// What converges in its place: the game's own remedies, then other rules, the fastest first.
/// </param>
/// <param name="Note">Why nothing is drawn.</param>
internal sealed record ScanAnswer(
    IReadOnlyList<double> Etas,
    IReadOnlyList<double?> Radii,
    IReadOnlyList<double>? Converging,
    bool OpenBelow,
    bool OpenAbove,
    double? FastestEta,
    double? FastestRadius,
    IReadOnlyList<Alternative> Alternatives,
    string? Note);
