using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Commands;

/// <summary><c>saddle games [NAME]</c>: the games there are, or everything about one.</summary>
public sealed class GamesCommand() : CatalogCommand<Game>("games", "the games: who plays, their settings, equations and source", "games two-gaussians")
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

/// <summary><c>saddle rules [NAME]</c>: the update rules there are, or everything about one.</summary>
public sealed class RulesCommand() : CatalogCommand<Rule>("rules", "the update rules: their settings, equations and source", "rules alternating");
