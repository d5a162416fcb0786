using Saddle.Dynamics;

namespace Saddle.App.Laboratory.Messages;

/// <summary>What was measured on a run.</summary>
internal sealed record MeasuredInfo(
    Verdict Verdict,
    string Reason,
    string? Approach,
    double? Rate,
    string? WhyNoRate,
    double? Distance);
