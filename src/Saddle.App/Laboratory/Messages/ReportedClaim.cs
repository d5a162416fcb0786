using Saddle.Papers;

namespace Saddle.App.Laboratory.Messages;

/// <summary>A claim in a report, and the place of its figure there.</summary>
internal sealed record ReportedClaim(
    string Claim,
    Outcome Outcome,
    bool Passed,
    double? Measured,
    string Reason,
    string Anchor);
