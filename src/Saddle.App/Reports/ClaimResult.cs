using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>What became of one claim.</summary>
/// <param name="Entry">The claim's entry.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Finding">What was measured; null where it was skipped.</param>
/// <param name="SkippedBecause">Why it was skipped; null where it was measured.</param>
/// <param name="Seconds">How long the measurement took.</param>
public sealed record ClaimResult(
    Entry<Claim> Entry,
    Claim Claim,
    Finding? Finding,
    string? SkippedBecause,
    double Seconds)
{
    /// <summary>The outcome.</summary>
    public Outcome Outcome => Finding?.Outcome ?? Outcome.Skipped;

    /// <summary>Whether the outcome is the recorded one.</summary>
    public bool Passed => Outcome == Expected;

    /// <summary>The outcome on record.</summary>
    public Outcome Expected => Finding?.Recorded ?? Claim.Expected;

    /// <summary>The claim's name without its paper.</summary>
    public string Id => Entry.Name[(Entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
