using System.Text.Json.Nodes;
using Saddle.Dynamics;

namespace Saddle.App.Commands;

/// <summary>What <c>saddle simulate</c> prints; the verdict is null for a run that was interrupted.</summary>
internal sealed record SimulationDocument(
    string Game,
    string Rule,
    JsonObject Settings,
    ulong Seed,
    long Steps,
    Verdict? Verdict,
    string Reason,
    IReadOnlyList<double> Start,
    PlayersState Final,
    double Distance,
    double? MeasuredRate,
    string? Approach,
    PredictedApproach? Predicted,
    string? Note);
