namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// What a probe found; the figure as JSON in a text, null where there is none; no finding where it could not be asked,
/// and the note says why.
/// </summary>
internal sealed record ProbeAnswer(
    string Name,
    long Step,
    ulong Seed,
    IReadOnlyDictionary<string, string> Settings,
    string? Finding,
    IReadOnlyDictionary<string, double?> Figures,
    string? Figure,
    string? Note,
    double Seconds);
