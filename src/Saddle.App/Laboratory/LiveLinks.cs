using System.Globalization;
using System.Text;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers;
using Saddle.Rules;

namespace Saddle.App.Laboratory;

/// <summary>
/// The address of the page that shows a claim in motion: the pages' own addresses hold their whole state.
/// </summary>
internal static class LiveLinks
{
    /// <summary>The address of a claim's figure; null where it has none.</summary>
    public static string? Of(Claim claim) =>
        claim.Live is not { } live ? null : live.Axes is { } axes ? Phase(live, axes) : Game(live);

    private static string Game(LiveFigure live) => Address(
        "games",
        ("game", Catalog<Game>.EntryOf(live.Game).Name),
        ("rules", string.Join('|', live.Rules.Select(r => Catalog<Rule>.EntryOf(r).Name))),
        ("set", Settings(live.Game)),
        ("sets", string.Join('|', live.Rules.Select(r => Settings(r, live.Game)))),
        (
            "start",
            live.Start is null
                ? string.Empty
                : string.Join(',', live.Start.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))),
        ("steps", live.Steps.ToString(CultureInfo.InvariantCulture)));

    private static string Phase(LiveFigure live, (SettingRange X, SettingRange Y) axes)
    {
        // What an axis sets is not set besides; eta stands for both steps.
        string[] both = ["eta", "eta-g", "eta-d"];
        string[] set = [.. new[] { axes.X.Name, axes.Y.Name }.SelectMany(name => name == "eta" ? both : [name])];
        var others = $"{Settings(live.Game)};{Settings(live.Rules[0], live.Game)}"
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Where(s => !set.Contains(s[..s.IndexOf('=', StringComparison.Ordinal)], StringComparer.Ordinal));
        return Address(
            "phase",
            ("game", Catalog<Game>.EntryOf(live.Game).Name),
            ("rule", Catalog<Rule>.EntryOf(live.Rules[0]).Name),
            ("set", string.Join(';', others)),
            ("x", axes.X.ToString()),
            ("y", axes.Y.ToString()),
            ("steps", live.Steps.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Settings(Game game)
    {
        var entry = Catalog<Game>.EntryOf(game);
        return Differing(entry.SettingsOf(game), entry.Defaults);
    }

    private static string Settings(Rule rule, Game game)
    {
        var entry = Catalog<Rule>.EntryOf(rule);
        var usual = entry.Defaults.ToDictionary(StringComparer.Ordinal);
        if (entry.Name == game.DefaultRule)
        {
            foreach (var (name, value) in game.DefaultRuleSettings)
            {
                usual[name] = value;
            }
        }

        return Differing(entry.SettingsOf(rule), usual);
    }

    private static string Differing(
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, string> usual) =>
        string.Join(
            ';',
            settings.Where(s => usual.GetValueOrDefault(s.Key) != s.Value).Select(s => $"{s.Key}={s.Value}"));

    private static string Address(string page, params (string Name, string Value)[] query)
    {
        var address = new StringBuilder($"#/{page}");
        foreach (var (name, value) in query.Where(q => q.Value.Trim('|').Length > 0))
        {
            address.Append(address.Length == page.Length + 2 ? '?' : '&')
                .Append(name)
                .Append('=')
                .Append(Uri.EscapeDataString(value));
        }

        return address.ToString();
    }
}
