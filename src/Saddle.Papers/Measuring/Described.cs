using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Measuring;

/// <summary>Settings as the report lists them.</summary>
internal static class Described
{
    /// <summary>Every setting of a game.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(this Game game)
    {
        var entry = Catalog<Game>.EntryOf(game);
        yield return ("game", entry.Name);
        foreach (var (name, value) in entry.SettingsOf(game))
        {
            yield return (name, value);
        }
    }

    /// <summary>Every setting of a rule.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(this Rule rule)
    {
        var entry = Catalog<Rule>.EntryOf(rule);
        yield return ("rule", entry.Name);
        foreach (var (name, value) in entry.SettingsOf(rule))
        {
            yield return (name, value);
        }
    }

    /// <summary>A rule and its settings in one line.</summary>
    public static string InOneLine(this Rule rule) => OneLine(rule.Describe());

    /// <summary>A game and its settings in one line.</summary>
    public static string InOneLine(this Game game) => OneLine(game.Describe());

    private static string OneLine(IEnumerable<(string Name, string Value)> settings)
    {
        var all = settings.ToList();
        return $"{all[0].Value} ({string.Join(", ", all.Skip(1).Select(s => $"{s.Name} {s.Value}"))})";
    }
}
