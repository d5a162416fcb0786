using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers;

/// <summary>
/// A formula of the literature for the spectral radius of one update at a game's equilibrium: like a claim, it brings a
/// concrete game and a concrete rule together. One file each, found by itself.
/// </summary>
[Family]
public abstract record ClosedForm
{
    /// <summary>The spectral radius; null where the formula does not cover the game or the rule.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose steps are those of the first update.</param>
    public abstract double? Radius(Game game, Rule rule);

    /// <summary>The first formula that covers a game and a rule; null where none does.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    public static KnownRadius? Find(Game game, Rule rule) => Catalog<ClosedForm>.Entries
        .Select(entry => (
            entry.Source,
            Radius: entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)).Radius(game, rule)))
        .Where(found => found.Radius is not null)
        .Select(found => new KnownRadius(found.Radius!.Value, found.Source))
        .FirstOrDefault();
}
