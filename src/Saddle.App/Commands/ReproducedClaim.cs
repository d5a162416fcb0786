using Saddle.App.Reports;
using Saddle.Papers;

namespace Saddle.App.Commands;

/// <summary>A claim as <c>saddle reproduce</c> prints it; numbers are null where it was skipped.</summary>
internal sealed record ReproducedClaim(
    string Paper,
    string Id,
    string Statement,
    bool Ours,
    PublishedFigure Published,
    double? Measured,
    double[]? Interval,
    int? Seeds,
    Outcome Outcome,
    Outcome Expected,
    string? Reason,
    bool Passed,
    double Seconds,
    string Figure,
    IReadOnlyDictionary<string, string>? Settings)
{
    /// <summary>What became of a claim.</summary>
    /// <param name="result">The result.</param>
    /// <param name="report">The report's path.</param>
    public static ReproducedClaim Of(ClaimResult result, string report) => new(
        Claim.PaperOf(result.Entry),
        result.Id,
        result.Entry.Summary,
        result.Claim.IsOurs,
        PublishedFigure.Of(result.Claim.Published),
        result.Finding?.Measured,
        result.Finding?.Interval is { } interval ? [interval.Low, interval.High] : null,
        result.Finding?.Seeds,
        result.Outcome,
        result.Expected,
        result.Finding?.Reason ?? result.SkippedBecause,
        result.Passed,
        result.Seconds,
        $"{report}#{result.Entry.Name.Replace('/', '-')}",
        result.Finding?.Settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));
}
