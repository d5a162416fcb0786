using Saddle.App.Reports;
using Saddle.Papers;

namespace Saddle.App.Commands;

/// <summary>What <c>saddle reproduce</c> prints: every claim, and how many have the recorded outcome.</summary>
internal sealed record ReproductionDocument(
    IReadOnlyList<ReproducedClaim> Claims,
    int Passed,
    int Failed,
    int Skipped,
    string Report)
{
    /// <summary>The document of results.</summary>
    /// <param name="results">What became of each claim.</param>
    /// <param name="report">The report's path.</param>
    public static ReproductionDocument Of(IReadOnlyList<ClaimResult> results, string report) => new(
        [.. results.Select(result => ReproducedClaim.Of(result, report))],
        results.Count(r => r.Passed),
        results.Count(r => !r.Passed && r.Outcome != Outcome.Skipped),
        results.Count(r => r.Outcome == Outcome.Skipped),
        report);
}
