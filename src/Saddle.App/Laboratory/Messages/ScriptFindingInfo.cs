namespace Saddle.App.Laboratory.Messages;

/// <summary>Something that a watched script does wrong, or that is worth a note.</summary>
internal sealed record ScriptFindingInfo(
    string Name,
    string? Player,
    string Kind,
    string Evidence,
    IReadOnlyList<string> Remedy);
