using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.App.Commands;

/// <summary>
/// What <c>saddle settings</c> prints. Verdicts are c, o, d and s, row by row, d where the settings leave; null where
/// nothing is predicted.
/// </summary>
internal sealed record SettingsDocument(
    string Run,
    long Step,
    string Rule,
    long Updates,
    int Batch,
    ulong Seed,
    bool AtRest,
    SettingsRest? Rest,
    SettingAxis X,
    SettingAxis? Y,
    IReadOnlyList<IReadOnlyList<string?>> Predicted,
    IReadOnlyList<IReadOnlyList<double?>> Radius,
    IReadOnlyList<MeasuredSettings> Measured,
    IReadOnlyList<SettingsEdge> Edge,
    ChosenSettings Present,
    ChosenSettings? Recommended,
    SettingsWork Work,
    Figure? Figure,
    string? Note);
