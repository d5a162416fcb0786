using Saddle.Papers;

namespace Saddle.App.Laboratory.Messages;

/// <summary>What was measured; the figure as JSON in a text.</summary>
internal sealed record FindingInfo(
    Outcome Outcome,
    Outcome Expected,
    double? Measured,
    string Unit,
    string Reason,
    IReadOnlyList<double>? Interval,
    int Seeds,
    double Seconds,
    string Figure,
    IReadOnlyDictionary<string, string> Settings,
    string Command);
