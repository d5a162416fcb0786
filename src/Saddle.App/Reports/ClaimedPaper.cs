using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>A paper as a page shows it.</summary>
/// <param name="Name">The paper's name, its first author and year.</param>
/// <param name="Claims">Its claims, each in its place.</param>
/// <param name="Notes">What else is said of them.</param>
internal sealed record ClaimedPaper(
    string Name, IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> Claims, ClaimNotes Notes)
{
    /// <summary>The title; the name where the notes have none.</summary>
    public string Title => Notes.Title ?? Name;
}
