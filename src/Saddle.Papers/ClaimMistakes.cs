using Saddle.Catalog;

namespace Saddle.Papers;

/// <summary>What can be wrong with a claim beyond what can be wrong with every entry of a catalogue.</summary>
internal static class ClaimMistakes
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="claim">The claim, with its default settings.</param>
    public static IEnumerable<Mistake> Find(Claim claim)
    {
        if (claim.Place < 1)
        {
            yield return new($"has the Place {claim.Place}", "count the claims of a paper from 1");
        }

        if (string.IsNullOrWhiteSpace(claim.Condition))
        {
            yield return new(
                "has no Condition",
                "say in words when the statement counts as holding, before the first run");
        }

        var (value, where, known) = claim.Published;
        (string What, string Text)[] texts =
        [
            ("figure of the paper", value), ("place in the paper", where), ("word on how it is known", known),
        ];
        foreach (var (what, _) in texts.Where(t => string.IsNullOrWhiteSpace(t.Text)))
        {
            yield return new($"has no {what} in Published", "write it; the report shows all three");
        }

        if (claim.Expected is Outcome.Skipped)
        {
            yield return new("is Expected to be skipped", "record what was measured: Holds, Contradicted or Undecided");
        }
    }
}
