using Saddle.Gans.Training;

namespace Saddle.App.Laboratory.Messages;

/// <summary>A training run in the list.</summary>
internal sealed record RunSummary(
    string Name,
    string Status,
    long Step,
    long Steps,
    string? Reason,
    BestFigure? Best,
    double Seconds,
    bool Training);
