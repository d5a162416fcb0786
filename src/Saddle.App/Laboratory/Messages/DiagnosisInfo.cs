namespace Saddle.App.Laboratory.Messages;

/// <summary>What is the matter, the figures that it rests on, and what to change.</summary>
internal sealed record DiagnosisInfo(
    string Name,
    string Summary,
    IReadOnlyDictionary<string, double?> Evidence,
    IReadOnlyList<AdviceInfo> Advice);
