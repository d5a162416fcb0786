using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App;

/// <summary>Claims by the names that a user gives them.</summary>
internal static class Claims
{
    /// <summary>The claims that names stand for: a paper's, or one; all where none is named.</summary>
    /// <param name="names">The names of papers, and of claims as PAPER/CLAIM.</param>
    /// <exception cref="SettingsException">A name is neither a paper's nor a claim's.</exception>
    public static IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> Named(IReadOnlyList<string> names) =>
        names.Count == 0 ? Claim.All : [.. names.SelectMany(Named).Distinct()];

    private static List<(Entry<Claim> Entry, Claim Claim)> Named(string name)
    {
        var matches = Claim.All.Where(c => c.Entry.Name == name || Claim.PaperOf(c.Entry) == name).ToList();
        if (matches.Count > 0)
        {
            return matches;
        }

        var papers = Claim.All.Select(c => Claim.PaperOf(c.Entry)).Distinct(StringComparer.Ordinal);
        throw SettingsException.Unknown("a paper or a claim", name, Claim.All.Select(c => c.Entry.Name).Concat(papers));
    }
}
