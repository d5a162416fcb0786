using System.CommandLine;
using Saddle.App.Shards;
using Saddle.Catalog;
using Saddle.Dynamics;

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
    protected TheoryCommand()
    {
        _game = DeclareArgument<string>("game", "a game of 'saddle games'");
        _rule = DeclareText("--rule", "a rule of 'saddle rules' (default: the game's own)");
        _set = DeclareList(
            "--set",
            "NAME=VALUE, a setting of the game or the rule; repeatable; "
                + "game.NAME or rule.NAME where both have it");
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _out = DeclareText("--out", "a folder to write the result to");
    }

    /// <summary>Reads the game, the rule and their settings.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="SettingsException">A name is unknown, or a value is wrong.</exception>
    protected Subject Read(Invocation call) => Read(call, shard: null);

    /// <summary>Reads the game, the rule and their settings.</summary>
    /// <param name="call">The call.</param>
    /// <param name="shard">The shard that is computed; null for the whole.</param>
    /// <exception cref="SettingsException">A name is unknown, or a value is wrong.</exception>
    private protected Subject Read(Invocation call, ShardWork? shard)
    {
        ArgumentNullException.ThrowIfNull(call);
        var setup = new Setup(call.Get(_game), call.Get(_rule), Arguments.ReadSettings(call.Get(_set)));
        return new(setup, (ulong)call.Get(_seed), OutputFolder.Open(shard?.Path ?? call.Get(_out)));
    }

    /// <summary>Checks that nothing is set that the command varies: it would be lost.</summary>
    /// <param name="call">The call.</param>
    /// <param name="varied">The options that vary something, and what.</param>
    /// <exception cref="SettingsException">Something is.</exception>
    private protected void RequireNotSet(Invocation call, params (string Option, string Name)[] varied)
    {
        ArgumentNullException.ThrowIfNull(call);
        foreach (var (name, value) in Arguments.ReadSettings(call.Get(_set)))
        {
            if (Array.Find(varied, v => SettingRange.IsOf(v.Name, name)) is { Option: { } option })
            {
                throw new SettingsException($"--set {name}={value}: {option} varies it; expected one of them");
            }
        }
    }

    /// <summary>The shard that a call is for; null for the whole.</summary>
    /// <param name="call">The call.</param>
    /// <param name="option">The option that says so.</param>
    private protected ShardWork? ShardOf(Invocation call, Option<string?> option) =>
        ShardWork.Of(call, call.Get(option), call.Get(_out));
}
