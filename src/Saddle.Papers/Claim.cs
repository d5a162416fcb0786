using Saddle.Catalog;

namespace Saddle.Papers;

/// <summary>
/// One checkable statement of a paper: its settings, its measurement, its pass condition, its figure. A sealed record
/// in one file, marked with the name <c>paper/id</c> and the statement; found by itself.
/// </summary>
/// <remarks>
/// The pass condition is fixed before anything is run. Where our measurement contradicts the statement, that is a
/// result: <see cref="Expected"/> records it, and docs/claims has what was measured. To add one: a sealed record
/// derived from <see cref="Claim{TMeasured}"/> in the folder of its paper, taken over into docs/claims, with tests that
/// put numbers before its report. See docs/how-to/add-a-claim.md.
/// </remarks>
[Family(Names = "paper/id")]
public abstract record Claim : ICheckedEntry
{
    /// <summary>The claim's place among its paper's: the order of the report.</summary>
    public abstract int Place { get; }

    /// <summary>The figure the paper gives.</summary>
    public abstract Published Published { get; }

    /// <summary>When the statement counts as holding, in words.</summary>
    public abstract string Condition { get; }

    /// <summary>The outcome on record, which docs/claims has measured.</summary>
    public virtual Outcome Expected => Outcome.Holds;

    /// <summary>Whether the question is our own, on the paper's model: the paper does not state it.</summary>
    public virtual bool IsOurs => false;

    /// <summary>Where the laboratory shows it in motion; null where nothing there does.</summary>
    public virtual LiveFigure? Live => null;

    /// <summary>Measures, and says what was found.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public abstract Finding Find(ClaimSetting setting);

    /// <inheritdoc/>
    IEnumerable<Mistake> ICheckedEntry.FindMistakes() => ClaimMistakes.Find(this);

    /// <summary>All claims, paper by paper, each in its place.</summary>
    public static IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> All { get; } =
    [
        .. Catalog<Claim>.Entries
            .Select(entry => (
                Entry: entry,
                Claim: entry.Create(new Dictionary<string, string>(StringComparer.Ordinal))))
            .OrderBy(c => PaperOf(c.Entry), StringComparer.Ordinal).ThenBy(c => c.Claim.Place),
    ];

    /// <summary>The paper of a claim's entry: what stands before the slash of its name.</summary>
    /// <param name="entry">The entry.</param>
    public static string PaperOf(Entry<Claim> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Name[..entry.Name.IndexOf('/', StringComparison.Ordinal)];
    }
}
