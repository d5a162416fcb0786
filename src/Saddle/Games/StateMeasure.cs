namespace Saddle.Games;

/// <summary>A number that tells of a state.</summary>
/// <param name="state">The state.</param>
public delegate double StateMeasure(ReadOnlySpan<double> state);
