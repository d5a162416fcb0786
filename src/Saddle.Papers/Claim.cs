using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers;

/// <summary>
/// One checkable statement of a paper: its settings, its measurement, its pass condition, its figure. A sealed record in one
/// file, marked with the name <c>paper/id</c> and the statement; found by itself.
/// </summary>
/// <remarks>
/// The pass condition is fixed before anything is run. Where our measurement contradicts the statement, that is a result:
/// <see cref="Expected"/> records it, and docs/claims.md has the evidence.
/// </remarks>
public abstract record Claim
{
    /// <summary>The claim's place among its paper's: the order of the report.</summary>
    public abstract int Place { get; }

    /// <summary>The figure the paper gives.</summary>
    public abstract Published Published { get; }

    /// <summary>When the statement counts as holding, in words.</summary>
    public abstract string Condition { get; }

    /// <summary>The outcome that docs/claims.md records.</summary>
    public virtual Outcome Expected => Outcome.Holds;

    /// <summary>Where the laboratory shows it in motion; null where nothing there does.</summary>
    public virtual LiveFigure? Live => null;

    /// <summary>Measures, and says what was found.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public abstract Finding Find(ClaimSetting setting);

    /// <summary>All claims, paper by paper, each in its place.</summary>
    public static IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> All { get; } =
    [
        .. Catalog<Claim>.Entries
            .Select(entry => (Entry: entry, Claim: entry.Create(new Dictionary<string, string>(StringComparer.Ordinal))))
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

/// <summary>A claim in its two parts: what is measured, as typed numbers, and what is said, drawn and laid out about it.</summary>
/// <remarks>
/// The parts meet in <typeparamref name="TMeasured"/> alone. So numbers that nobody measured can be put before
/// <see cref="Report"/>: a test asks whether the pass condition tells those that meet it from those that do not.
/// </remarks>
/// <typeparam name="TMeasured">What is measured: a record of numbers, with no words.</typeparam>
public abstract record Claim<TMeasured> : Claim
    where TMeasured : notnull
{
    /// <inheritdoc/>
    public sealed override Finding Find(ClaimSetting setting) => Report(Measure(setting), setting);

    /// <summary>Measures; says nothing.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public abstract TMeasured Measure(ClaimSetting setting);

    /// <summary>Judges by the pass condition, words, draws and lays the table; measures nothing.</summary>
    /// <param name="measured">What was measured.</param>
    /// <param name="setting">How it was measured.</param>
    public abstract Finding Report(TMeasured measured, ClaimSetting setting);
}

/// <summary>How a claim is measured.</summary>
/// <param name="Full">In its published form, however long that takes, rather than the quick one.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Cancellation">Stops the measurement with an <see cref="OperationCanceledException"/>.</param>
public sealed record ClaimSetting(bool Full, ulong Seed, CancellationToken Cancellation)
{
    /// <summary>Ten images of 28 x 28 pixels, the digits 0 to 9, each as 784 numbers from 0 to 1; null for drawn ones.</summary>
    public IReadOnlyList<double[]>? Digits { get; init; }

    /// <summary>What has been measured already.</summary>
    public IKept Kept { get; init; } = new KeptInMemory();

    /// <summary>Where a claim trains networks: is told the share that is done of the runs that are due, one set of runs after the other.</summary>
    public IProgress<double>? Progress { get; init; }
}

/// <summary>A figure of a paper.</summary>
/// <param name="Value">The figure, or the paper's words where it gives none.</param>
/// <param name="Where">Where the paper has it.</param>
/// <param name="HowKnown">How we know: read in the paper, read in its authors' code, remembered and not re-read, derived.</param>
public sealed record Published(string Value, string Where, string HowKnown);

/// <summary>Whether a statement was found to hold.</summary>
public enum Outcome
{
    /// <summary>The pass condition was met.</summary>
    Holds,

    /// <summary>The pass condition was not met.</summary>
    Contradicted,

    /// <summary>It could not be measured here; the reason says why.</summary>
    Skipped,
}

/// <summary>What was measured.</summary>
/// <param name="Outcome">Whether the pass condition was met.</param>
/// <param name="Measured">The main figure.</param>
/// <param name="Unit">What the main figure is, in words.</param>
/// <param name="Reason">What was found, in one or two sentences.</param>
/// <param name="Figure">The figure that shows it.</param>
public sealed record Finding(Outcome Outcome, double Measured, string Unit, string Reason, Figure Figure)
{
    /// <summary>The 95 % interval of the main figure; null where nothing is random.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>The number of independent starts or seeds.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Every setting that the figure depends on: order, crossing, success rule, steps, seeds ...</summary>
    public required IReadOnlyList<(string Name, string Value)> Settings { get; init; }

    /// <summary>The outcome on record, where it is another than the claim's because it was measured in full or files were given; null where it is not.</summary>
    public Outcome? Recorded { get; init; }

    /// <summary>What was measured besides, as a table.</summary>
    public ResultTable? Table { get; init; }
}

/// <summary>A table of results.</summary>
/// <param name="Headers">The column headers.</param>
/// <param name="Rows">The rows.</param>
public sealed record ResultTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);
