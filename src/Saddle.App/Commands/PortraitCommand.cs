using System.CommandLine;
using Saddle.App.Reports;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Papers.Measuring;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle portrait GAME</c>: the phase portrait of a game in the plane, under several rules.</summary>
[Command(
    "portrait",
    "the phase portrait of a game of one coordinate a player: vector field, trajectories, equilibrium",
    "portrait dirac-gan --rule simultaneous --rule extragradient --start 1,0")]
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
    {
        _game = DeclareArgument<string>("game", "a game of 'saddle games' with one coordinate a player");
        _rules = DeclareList(
            "--rule",
            "a rule of 'saddle rules'; repeatable (default: the game's own)",
            ArgumentArity.ZeroOrMore);
        _set = DeclareList("--set", "NAME=VALUE, a setting of the game or of every rule", ArgumentArity.ZeroOrMore);
        _start = DeclareText("--start", "the start: two numbers separated by a comma (default: drawn with the seed)");
        _steps = DeclareCount("--steps", "how many updates", 500, 1, 100_000);
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _out = DeclareText("--out", "the folder of the page (default: the next free runs/portrait-NAME-NNN)");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var settings = Arguments.ReadSettings(call.Get(_set));
        string?[] own = [null];
        var rules = call.Get(_rules) is { Length: > 0 } given ? given : own;
        var setups = rules.Select(rule => new Setup(call.Get(_game), rule, settings)).ToList();
        var (game, name) = (setups[0].Game, setups[0].GameEntry.Name);
        if (!Portrait.Suits(game))
        {
            throw new SettingsException(
                $"{name} has {game.StateSize} coordinates here: a portrait needs a game with one coordinate a player");
        }

        var drawn = setups.Select(s => (s.RuleEntry.Name, s.Rule));
        var portrait = new Portrait(game, [.. drawn], Start(call, game), call.Get(_steps), (ulong)call.Get(_seed));
        call.Clock.Begin("drawing");
        var figure = Decline.AsBadInput(portrait.Draw);
        call.Clock.Begin("writing");
        var page = Write(call, setups[0], figure);
        var document = new PortraitDocument(
            name,
            [.. setups.Select(s => s.RuleEntry.Name)],
            portrait.Start,
            portrait.Steps,
            game.Equilibrium(),
            Portrait.TypeOf(game, game.Equilibrium()),
            page);
        call.Result(document, console =>
        {
            console.WriteLine($"the equilibrium is a {document.Type} of the continuous game");
            console.WriteLine($"portrait: {document.Figure}");
        });
        return ExitStatus.Done;
    }

    /// <returns>The page's path.</returns>
    private string Write(Invocation call, Setup setup, Figure figure)
    {
        var name = setup.GameEntry.Name;
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "portrait", name);
        return folder.Write("portrait.html", new Html()
            .Element("h1", $"Phase portrait of {name}")
            .Figure($"portrait-{name}", figure)
            .Definitions([.. setup.Settings().Select(s => (s.Name, s.Value))], "settings")
            .Page($"Saddle: phase portrait of {name}"));
    }

    private double[] Start(Invocation call, Game game)
    {
        if (call.Get(_start) is { } text)
        {
            var given = Arguments.ReadState("--start", text);
            return given.Length == 2
                ? given
                : throw new SettingsException($"--start {text}: expected two numbers separated by a comma");
        }

        return DrawnStart.Of(game, (ulong)call.Get(_seed), run: 0);
    }
}
