using System.CommandLine;
using Saddle.App.Reports;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Scalars;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle portrait GAME</c>: the phase portrait of a game in the plane, under several rules.</summary>
public sealed class PortraitCommand : AppCommand
{
    private readonly Argument<string> _game;
    private readonly Option<string[]> _rules;
    private readonly Option<string[]> _set;
    private readonly Option<string?> _start;
    private readonly Option<long> _steps;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;

    /// <summary>Declares the options.</summary>
    public PortraitCommand()
        : base("portrait", "the phase portrait of a game of one coordinate a player: vector field, trajectories, equilibrium", "portrait dirac-gan --rule simultaneous --rule extragradient --start 1,0")
    {
        _game = DeclareArgument(new Argument<string>("game") { Description = "a game of 'saddle games' with one coordinate a player" });
        _rules = Declare(new Option<string[]>("--rule") { Description = "a rule of 'saddle rules'; repeatable (default: the game's own)", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false });
        _set = Declare(new Option<string[]>("--set") { Description = "NAME=VALUE, a setting of the game or of every rule", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false });
        _start = Declare(new Option<string?>("--start") { Description = "the start: two numbers separated by a comma (default: drawn with the seed)" });
        _steps = DeclareCount("--steps", "how many updates", 500, 1, 100_000);
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _out = Declare(new Option<string?>("--out") { Description = "the folder of the page (default: the next free runs/portrait-NAME-NNN)" });
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var settings = TheoryCommand.ReadSettings(call.Get(_set));
        var setups = (call.Get(_rules) is { Length: > 0 } rules ? rules : new string?[] { null }).Select(rule => new Setup(call.Get(_game), rule, settings)).ToList();
        var game = setups[0].Game;
        if (!Portrait.Suits(game))
        {
            throw new SettingsException($"{setups[0].GameEntry.Name} has {game.StateSize} coordinates here: a portrait needs a game with one coordinate a player");
        }

        var portrait = new Portrait(game, [.. setups.Select(s => (s.RuleEntry.Name, s.Rule))], Start(call, game), call.Get(_steps), (ulong)call.Get(_seed));
        var figure = Decline.AsBadInput(portrait.Draw);
        var folder = OutputFolder.OpenOrNumber(call.Get(_out), "portrait", setups[0].GameEntry.Name);
        var page = folder.Write("portrait.html", new Html()
            .Element("h1", $"Phase portrait of {setups[0].GameEntry.Name}")
            .Figure($"portrait-{setups[0].GameEntry.Name}", figure)
            .Definitions([.. setups[0].Settings().Select(s => (s.Name, s.Value))], "settings")
            .Page($"Saddle: phase portrait of {setups[0].GameEntry.Name}"));
        var type = Portrait.TypeOf(game, game.Equilibrium());
        call.Out.Result(
            new { Game = setups[0].GameEntry.Name, Rules = setups.Select(s => s.RuleEntry.Name), portrait.Start, portrait.Steps, Equilibrium = game.Equilibrium(), Type = type, Figure = page },
            console =>
            {
                console.WriteLine($"the equilibrium is a {type} of the continuous game");
                console.WriteLine($"portrait: {page}");
            });
        return ExitStatus.Done;
    }

    private double[] Start(Invocation call, Game game)
    {
        if (call.Get(_start) is { } text)
        {
            var given = TheoryCommand.ReadState("--start", text);
            return given.Length == 2 ? given : throw new SettingsException($"--start {text}: expected two numbers separated by a comma");
        }

        var drawn = new double[2];
        game.Start(new Philox((ulong)call.Get(_seed), 0, Purpose.Start), drawn);
        return drawn;
    }
}
