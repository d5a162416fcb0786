namespace Saddle.Papers.Measuring;

/// <summary>What several comparisons of arms say together.</summary>
internal static class Comparison
{
    /// <summary>
    /// Of a statement that needs them all: contradicted if one is, else undecided if one is.
    /// </summary>
    /// <param name="all">What each says.</param>
    public static Outcome Every(params IReadOnlyList<Outcome> all) =>
        all.Contains(Outcome.Contradicted) ? Outcome.Contradicted
        : all.Contains(Outcome.Undecided) ? Outcome.Undecided
        : Outcome.Holds;
}
