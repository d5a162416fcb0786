namespace Saddle.Papers.Heusel2017;

/// <summary>A run's figures at its looks.</summary>
/// <param name="Rounds">Generator's updates made.</param>
/// <param name="Work">Gradients of a player computed.</param>
/// <param name="Seconds">Time spent training.</param>
/// <param name="Figures">The figures.</param>
public sealed record Course(
    IReadOnlyList<double> Rounds,
    IReadOnlyList<double> Work,
    IReadOnlyList<double> Seconds,
    IReadOnlyList<double> Figures);
