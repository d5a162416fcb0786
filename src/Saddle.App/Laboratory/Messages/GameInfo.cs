namespace Saddle.App.Laboratory.Messages;

/// <summary>A game.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Coordinates">The names of its coordinates, the generator's first.</param>
/// <param name="GeneratorSize">The number of the generator's coordinates.</param>
/// <param name="DefaultRule">The rule used where none is named.</param>
/// <param name="DefaultRuleSettings">That rule's settings, where the game's own differ.</param>
/// <param name="Planar">Whether it has a phase portrait.</param>
/// <param name="Pictured">Whether it has a picture of its own.</param>
/// <param name="Axes">The axes that its phase diagram begins with, each as NAME=LO:HI:N.</param>
internal sealed record GameInfo(
    EntryInfo Entry,
    IReadOnlyList<string> Coordinates,
    int GeneratorSize,
    string DefaultRule,
    IReadOnlyDictionary<string, string> DefaultRuleSettings,
    bool Planar,
    bool Pictured,
    IReadOnlyList<string> Axes);
