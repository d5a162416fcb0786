using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Catalog;
using Saddle.Dynamics;
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
            Arity = ArgumentArity.OneOrMore,
        });
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _out = Declare(new Option<string?>("--out") { Description = "a folder to write the result to" });
    }

    /// <summary>Reads the game, the rule and their settings.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="SettingsException">A name is unknown, or a value is wrong.</exception>
    protected Subject Read(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(new Setup(call.Get(_game), call.Get(_rule), ReadSettings(call.Get(_set))), (ulong)call.Get(_seed), OutputFolder.Open(call.Get(_out)));
    }

    /// <summary>Reads settings of the form NAME=VALUE.</summary>
    /// <param name="settings">The texts; null for none.</param>
    /// <exception cref="SettingsException">A text has another form.</exception>
    internal static IReadOnlyList<(string Name, string Value)> ReadSettings(IEnumerable<string>? settings) =>
    [
        .. (settings ?? []).Select(setting =>
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            return equals > 0
                ? (setting[..equals], setting[(equals + 1)..])
                : throw new SettingsException($"--set {setting}: expected NAME=VALUE");
        }),
    ];

    /// <summary>Reads a state from text: numbers separated by commas.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="SettingsException">The text is not such a list.</exception>
    internal static double[] ReadState(string option, string text)
    {
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
}

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

    /// <summary>The game, the rule and every setting of both, as text.</summary>
    public IEnumerable<(string Name, string Value)> Described() =>
        [("game", GameEntry.Name), ("rule", RuleEntry.Name), .. Setup.Settings().Select(s => (s.Name, s.Value))];

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
        "list" => new JsonArray([.. text.Split(',').Select(t => (JsonNode)double.Parse(t, CultureInfo.InvariantCulture))]),
        "flag" => text == "true",
        "choice" => text,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
    };
}
