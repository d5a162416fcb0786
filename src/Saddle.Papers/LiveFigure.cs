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

    /// <summary>
    /// The two settings of a phase diagram, each as the command line has it, NAME=LO:HI:N or NAME=LO:HI:N:log; null for a
    /// game.
    /// </summary>
    public (string X, string Y)? Axes { get; init; }
}
