namespace Saddle.App.Commands;

/// <summary>How near rest the checkpoint is; margins are null where no rate leaves, or none holds.</summary>
internal sealed record SettingsRest(
    double Field,
    double Rates,
    long Settled,
    double Moved,
    double MovedInAll,
    double? Margin,
    double? MarginAfter,
    int EdgesShifted);
