namespace Saddle.Games;

/// <summary>A named rule by which a run counts as a success.</summary>
/// <param name="Name">The name, as in the results.</param>
/// <param name="Meaning">The rule in words.</param>
/// <param name="Holds">The rule, on a last state.</param>
public sealed record SuccessRule(string Name, string Meaning, StatePredicate Holds);
