namespace Saddle.Games;

/// <summary>A named rule by which a run counts as a success: a number that tells of its last state is small.</summary>
/// <param name="Name">The name, as in the results.</param>
/// <param name="Meaning">The rule in words.</param>
/// <param name="Measure">The number; rules that share it have it computed once.</param>
/// <param name="AtMost">What it must not exceed.</param>
public sealed record SuccessRule(string Name, string Meaning, StateMeasure Measure, double AtMost)
{
    /// <summary>Whether the rule holds for a last state; it does not where the number is none.</summary>
    /// <param name="state">The state.</param>
    public bool Holds(ReadOnlySpan<double> state) => Measure(state) <= AtMost;
}
