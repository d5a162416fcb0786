namespace Saddle.App.Commands;

/// <summary>The present settings, or the recommended ones; what is not predicted is null.</summary>
internal sealed record ChosenSettings(
    double? X,
    double? Y,
    double EtaG,
    double EtaD,
    double? Ratio,
    IReadOnlyDictionary<string, double> Weights,
    string? Predicted,
    double? Radius,
    double? Margin,
    double? Remaining,
    double? FieldRatio,
    string? Why,
    IReadOnlyList<string> Set);
