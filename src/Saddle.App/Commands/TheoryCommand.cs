using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Commands;

/// <summary>A command that works on one game under one rule.</summary>
public abstract class TheoryCommand : AppCommand
{
    private readonly Argument<string> _game;
    private readonly Option<string?> _rule;
    private readonly Option<string[]> _set;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;

    /// <summary>Declares what such commands share.</summary>
    protected TheoryCommand(string name, string description, string example)
        : base(name, description, example)
    {
        _game = DeclareArgument(new Argument<string>("game") { Description = "a game of 'saddle games'" });
        _rule = Declare(new Option<string?>("--rule") { Description = "a rule of 'saddle rules' (default: the game's own)" });
        _set = Declare(new Option<string[]>("--set")
        {
            Description = "NAME=VALUE, a setting of the game or the rule; repeatable; game.NAME or rule.NAME where both have it",
            AllowMultipleArgumentsPerToken = false,
            Arity = ArgumentArity.ZeroOrMore,
        });
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _out = Declare(new Option<string?>("--out") { Description = "a folder to write the result and its figure to" });
    }

    /// <summary>Reads the game, the rule and their settings.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="SettingsException">A name is unknown, or a value is wrong.</exception>
    protected Subject Read(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var game = Catalog<Game>.Get(call.Get(_game));
        var usual = game.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        var rule = Catalog<Rule>.Get(call.Get(_rule) ?? usual.DefaultRule);
        var (ofGame, ofRule) = SplitSettings(call.Get(_set) ?? [], game, rule);
        foreach (var (name, value) in rule.Name == usual.DefaultRule ? usual.DefaultRuleSettings : new Dictionary<string, string>(StringComparer.Ordinal))
        {
            ofRule.TryAdd(name, value);
        }

        return new(game, game.Create(ofGame), rule, rule.Create(ofRule), (ulong)call.Get(_seed), OutputFolder.Open(call.Get(_out)));
    }

    /// <summary>Reads a state from text: numbers separated by commas.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">The text.</param>
    /// <param name="game">The game.</param>
    /// <exception cref="SettingsException">The text is not such a list, or it has the wrong length.</exception>
    protected static double[] ReadState(string option, string text, Game game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var parts = text.Split(',');
        var state = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out state[i]) || double.IsNaN(state[i]))
            {
                throw new SettingsException($"{option} {text}: '{parts[i]}' is not a number");
            }
        }

        return state;
    }

    private static (Dictionary<string, string> Game, Dictionary<string, string> Rule) SplitSettings(string[] settings, Entry<Game> game, Entry<Rule> rule)
    {
        var ofGame = new Dictionary<string, string>(StringComparer.Ordinal);
        var ofRule = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new SettingsException($"--set {setting}: expected NAME=VALUE");
            }

            var (name, value) = (setting[..equals], setting[(equals + 1)..]);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            var (owner, bare) = dot < 0 ? (string.Empty, name) : (name[..dot], name[(dot + 1)..]);
            if (owner is not ("" or "game" or "rule"))
            {
                throw new SettingsException($"--set {setting}: a setting's owner is 'game' or 'rule', not '{owner}'");
            }

            var isGames = owner != "rule" && game.SettingNames.Contains(bare, StringComparer.Ordinal);
            var isRules = owner != "game" && rule.SettingNames.Contains(bare, StringComparer.Ordinal);
            if (isGames && isRules)
            {
                throw new SettingsException($"--set {setting}: both {game.Name} and {rule.Name} have '{bare}'; write game.{bare} or rule.{bare}");
            }

            if (!isGames && !isRules)
            {
                var known = (owner == "rule" ? [] : game.SettingNames).Concat(owner == "game" ? [] : rule.SettingNames);
                throw SettingsException.Unknown($"a setting of {game.Name} or {rule.Name}", bare, known);
            }

            (isGames ? ofGame : ofRule)[bare] = value;
        }

        return (ofGame, ofRule);
    }
}

/// <summary>What a theory command works on.</summary>
/// <param name="GameEntry">The game's entry.</param>
/// <param name="Game">The game.</param>
/// <param name="RuleEntry">The rule's entry.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The folder for files; null where none was asked for.</param>
public sealed record Subject(Entry<Game> GameEntry, Game Game, Entry<Rule> RuleEntry, Rule Rule, ulong Seed, OutputFolder? Folder)
{
    /// <summary>Every setting of game and rule; a name that both have is written with its owner.</summary>
    public JsonObject Settings()
    {
        var result = new JsonObject();
        var (ofGame, ofRule) = (GameEntry.SettingsOf(Game), RuleEntry.SettingsOf(Rule));
        foreach (var parameter in GameEntry.Parameters)
        {
            result[ofRule.ContainsKey(parameter.Name) ? "game." + parameter.Name : parameter.Name] = Typed(parameter.Kind, ofGame[parameter.Name]);
        }

        foreach (var parameter in RuleEntry.Parameters)
        {
            result[ofGame.ContainsKey(parameter.Name) ? "rule." + parameter.Name : parameter.Name] = Typed(parameter.Kind, ofRule[parameter.Name]);
        }

        return result;
    }

    private static JsonNode? Typed(string kind, string text) => kind switch
    {
        "list" when text.Length == 0 => new JsonArray(),
        "list" => new JsonArray([.. text.Split(',').Select(t => (JsonNode)double.Parse(t, CultureInfo.InvariantCulture))]),
        "flag" => text == "true",
        "choice" => text,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
    };
}
