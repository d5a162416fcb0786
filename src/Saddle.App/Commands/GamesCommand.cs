using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.App.Commands;

/// <summary><c>saddle games [NAME]</c>: the games there are, or everything about one.</summary>
[Command("games", "the games: who plays, their settings, equations and source", "games two-gaussians")]
public sealed class GamesCommand : CatalogCommand<Game>
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object?> Extra(Entry<Game> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var game = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["generator_size"] = game.GeneratorSize,
            ["discriminator_size"] = game.DiscriminatorSize,
            ["coordinates"] = game.CoordinateNames,
            ["default_rule"] = game.DefaultRule,
            ["success_rules"] = game.SuccessRules.ToDictionary(r => r.Name, r => r.Meaning, StringComparer.Ordinal),
        };
    }
}
