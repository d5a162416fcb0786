namespace Saddle.Games;

/// <summary>A yes-or-no question about a state.</summary>
/// <param name="state">The state.</param>
public delegate bool StatePredicate(ReadOnlySpan<double> state);
