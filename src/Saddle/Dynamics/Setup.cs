using System.Globalization;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Dynamics;

/// <summary>
/// A game and a rule chosen by name, with settings given as text; a setting goes to whichever of the two has its name.
/// </summary>
public sealed class Setup
{
    private readonly Game _game;
    private readonly Rule _rule;

    /// <summary>Chooses and sets.</summary>
    /// <param name="game">The game's name.</param>
    /// <param name="rule">The rule's name; null for the game's own.</param>
    /// <param name="settings">Names and values; <c>game.NAME</c> or <c>rule.NAME</c> where both have the name.</param>
    /// <exception cref="SettingsException">
    /// A name is unknown or stands for two settings, or a value is wrong.
    /// </exception>
    public Setup(string game, string? rule, IEnumerable<(string Name, string Value)> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        GameEntry = Catalog<Game>.Get(game);
        var usual = GameEntry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        RuleEntry = Catalog<Rule>.Get(rule ?? usual.DefaultRule);
        var ofGame = new Dictionary<string, string>(StringComparer.Ordinal);
        var ofRule = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            var (isGames, bare) = Find(name);
            (isGames ? ofGame : ofRule)[bare] = value;
        }

        if (RuleEntry.Name == usual.DefaultRule)
        {
            foreach (var (name, value) in usual.DefaultRuleSettings)
            {
                ofRule.TryAdd(name, value);
            }
        }

        (_game, _rule) = (GameEntry.Create(ofGame), RuleEntry.Create(ofRule));
    }

    /// <summary>The game's entry.</summary>
    public Entry<Game> GameEntry { get; }

    /// <summary>The rule's entry.</summary>
    public Entry<Rule> RuleEntry { get; }

    /// <summary>The game.</summary>
    public Game Game => _game;

    /// <summary>The rule.</summary>
    public Rule Rule => _rule;

    /// <summary>Every setting of both, as text; a name that both have is written with its owner.</summary>
    public IReadOnlyList<(string Name, string Kind, string Value)> Settings()
    {
        var (ofGame, ofRule) = (GameEntry.SettingsOf(_game), RuleEntry.SettingsOf(_rule));
        return
        [
            .. GameEntry.Parameters.Select(p =>
                (ofRule.ContainsKey(p.Name) ? "game." + p.Name : p.Name, p.Kind, ofGame[p.Name])),
            .. RuleEntry.Parameters.Select(p =>
                (ofGame.ContainsKey(p.Name) ? "rule." + p.Name : p.Name, p.Kind, ofRule[p.Name])),
        ];
    }

    /// <summary>The game and the rule with some settings replaced by numbers.</summary>
    /// <param name="changes">Names and numbers.</param>
    /// <exception cref="SettingsException">A name is unknown, or a number is out of range.</exception>
    public (Game Game, Rule Rule) With(params ReadOnlySpan<(string Name, double Value)> changes)
    {
        var (ofGame, ofRule) = (new List<(string, string)>(), new List<(string, string)>());
        foreach (var (name, value) in changes)
        {
            var (isGames, bare) = Find(name);
            (isGames ? ofGame : ofRule).Add((bare, value.ToString("R", CultureInfo.InvariantCulture)));
        }

        return (
            ofGame.Count > 0 ? GameEntry.With(_game, ofGame) : _game,
            ofRule.Count > 0 ? RuleEntry.With(_rule, ofRule) : _rule);
    }

    /// <summary>
    /// Whether a setting is told by steps (a whole number, a word, a flag), so that runs of two values cannot share
    /// lanes.
    /// </summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="SettingsException">The name is unknown.</exception>
    internal bool IsDiscrete(string name)
    {
        var (isGames, bare) = Find(name);
        var (parameters, shorthands) = isGames
            ? (GameEntry.Parameters, GameEntry.Shorthands)
            : (RuleEntry.Parameters, RuleEntry.Shorthands);
        var targets = shorthands.GetValueOrDefault(bare) ?? [bare];
        return parameters.Any(p =>
            targets.Contains(p.Name, StringComparer.Ordinal) && p.Kind is "integer" or "choice" or "flag");
    }

    private (bool IsGames, string Bare) Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (owner, bare) = dot < 0 ? (string.Empty, name) : (name[..dot], name[(dot + 1)..]);
        if (owner is not ("" or "game" or "rule"))
        {
            throw new SettingsException($"{name}: a setting's owner is 'game' or 'rule', not '{owner}'");
        }

        var isGames = owner != "rule" && GameEntry.SettingNames.Contains(bare, StringComparer.Ordinal);
        var isRules = owner != "game" && RuleEntry.SettingNames.Contains(bare, StringComparer.Ordinal);
        if (isGames && isRules)
        {
            throw new SettingsException(
                $"both {GameEntry.Name} and {RuleEntry.Name} have '{bare}'; write game.{bare} or rule.{bare}");
        }

        return isGames || isRules
            ? (isGames, bare)
            : throw SettingsException.Unknown(
                $"a setting of {GameEntry.Name} or {RuleEntry.Name}",
                bare,
                (owner == "rule" ? [] : GameEntry.SettingNames).Concat(owner == "game" ? [] : RuleEntry.SettingNames));
    }
}
