using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers;

/// <summary>
/// Where a statement is seen in motion: a game under one or several rules, or their phase diagram over two settings.
/// </summary>
/// <param name="Game">The game, with settings of the claim.</param>
/// <param name="Rules">The rules, with the claim's settings; one for a phase diagram.</param>
public sealed record LiveFigure(Game Game, params IReadOnlyList<Rule> Rules)
{
    /// <summary>The number of updates.</summary>
    public long Steps { get; init; } = 600;

    /// <summary>The start; null for one drawn with the seed.</summary>
    public IReadOnlyList<double>? Start { get; init; }

    /// <summary>The ranges of the two settings of a phase diagram; null for a game.</summary>
    public (SettingRange X, SettingRange Y)? Axes { get; init; }
}
