using System.Text.Json.Nodes;
using Saddle.Dynamics;

namespace Saddle.App.Commands;

/// <summary>
/// What <c>saddle phase</c> prints. Verdicts are c, o, d and s, row by row; null for cells that are not done.
/// </summary>
internal sealed record PhaseDocument(
    string Game,
    string Rule,
    JsonObject Settings,
    ulong Seed,
    long Steps,
    SettingAxis X,
    SettingAxis Y,
    IReadOnlyList<IReadOnlyList<string?>> Predicted,
    IReadOnlyList<IReadOnlyList<string?>>? Measured,
    double? Agreement,
    double? AgreementLinear,
    int Cells,
    int Excluded,
    IReadOnlyDictionary<string, int> Disagreements,
    double? StepsPerSecond,
    string? Note);
