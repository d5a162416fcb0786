namespace Saddle.App.Commands;

/// <summary>A short run: what it showed, where.</summary>
internal sealed record MeasuredSettings(
    double? X,
    double? Y,
    double EtaG,
    double EtaD,
    IReadOnlyDictionary<string, double> Weights,
    string Kind,
    string Verdict,
    double? Ratio,
    long Updates);
