using System.Text.Json.Nodes;
using Saddle.Dynamics;
using Saddle.Papers;

namespace Saddle.App.Commands;

/// <summary>What <c>saddle spectrum</c> prints; numbers and verdict are null where there is no linearisation.</summary>
internal sealed record SpectrumDocument(
    string Game,
    string Rule,
    JsonObject Settings,
    IReadOnlyList<double> Equilibrium,
    IReadOnlyList<Eigenvalue> Eigenvalues,
    double? Radius,
    double? Rate,
    Verdict? Verdict,
    string? Approach,
    KnownRadius? ClosedForm,
    bool? LocalNash,
    string? Note);
