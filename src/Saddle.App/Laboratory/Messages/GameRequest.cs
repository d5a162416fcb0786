namespace Saddle.App.Laboratory.Messages;

/// <summary>What the games page asks for.</summary>
/// <param name="Game">The game.</param>
/// <param name="Rules">The rules, each with the settings of game and rule.</param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">The start; null for one drawn with the seed.</param>
internal sealed record GameRequest(
    string Game,
    IReadOnlyList<RuleChoice> Rules,
    long Steps,
    ulong Seed = 1,
    IReadOnlyList<double>? Start = null);
