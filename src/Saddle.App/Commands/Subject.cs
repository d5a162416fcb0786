using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Commands;

/// <summary>What a theory command works on.</summary>
/// <param name="Setup">The game, the rule and their settings.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The folder for files; null where none was asked for.</param>
public sealed record Subject(Setup Setup, ulong Seed, OutputFolder? Folder) : IDisposable
{
    /// <summary>The game's entry.</summary>
    public Entry<Game> GameEntry => Setup.GameEntry;

    /// <summary>The rule's entry.</summary>
    public Entry<Rule> RuleEntry => Setup.RuleEntry;

    /// <summary>The game.</summary>
    public Game Game => Setup.Game;

    /// <summary>The rule.</summary>
    public Rule Rule => Setup.Rule;

    /// <summary>The game, the rule, every setting of both and those of a command, as text.</summary>
    /// <param name="own">
    /// The command's settings: a setting of game or rule of such a name is written with its owner.
    /// </param>
    public IReadOnlyList<(string Name, string Value)> Described(params IReadOnlyList<(string Name, string Value)> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        (string Name, string Value)[] all = [("game", GameEntry.Name), ("rule", RuleEntry.Name), .. own];
        var taken = all.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. all,
            .. Setup.Settings().Select(s => (taken.Contains(s.Name) ? $"{Owner(s.Name)}.{s.Name}" : s.Name, s.Value)),
        ];

        string Owner(string name) =>
            GameEntry.Parameters.Any(p => p.Name == name) ? "game" : "rule";
    }

    /// <summary>Every setting of game and rule; a name that both have is written with its owner.</summary>
    public JsonObject Settings()
    {
        var result = new JsonObject();
        foreach (var (name, kind, value) in Setup.Settings())
        {
            result[name] = Typed(kind, value);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => Folder?.Dispose();

    private static JsonNode? Typed(string kind, string text) => kind switch
    {
        "list" when text.Length == 0 => new JsonArray(),
        "list" =>
            new JsonArray([.. text.Split(',').Select(t => (JsonNode)double.Parse(t, CultureInfo.InvariantCulture))]),
        "flag" => text == "true",
        "choice" => text,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
    };
}
