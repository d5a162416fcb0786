namespace Saddle.App.Laboratory.Messages;

/// <summary>The settings that hold a run's networks.</summary>
/// <param name="Step">The update after which it was asked.</param>
/// <param name="Updates">The updates that the answer is about.</param>
/// <param name="AtRest">Whether the checkpoint is near rest, so that the spectrum predicts.</param>
/// <param name="Figure">The map as JSON in a text; null where it is one row.</param>
/// <param name="Edges">The edge, line by line.</param>
/// <param name="Present">The present settings.</param>
/// <param name="Recommended">The recommended settings; null where there are none.</param>
/// <param name="Note">What the reader must know; null where nothing.</param>
/// <param name="Seconds">The time that it took.</param>
internal sealed record SettingsAnswer(
    long Step,
    long Updates,
    bool AtRest,
    string? Figure,
    IReadOnlyList<EdgeInfo> Edges,
    ChosenInfo? Present,
    ChosenInfo? Recommended,
    string? Note,
    double Seconds);
