using System.CommandLine;
using System.Globalization;
using System.Text;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Measuring;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle simulate GAME</c>: one run, and the verdict measured on it.</summary>
[Command(
    "simulate",
    "one run of a game under a rule, and the verdict measured on it",
    "simulate dirac-gan --set penalty=r1 --start 1,0.5 --steps 2000")]
public sealed class SimulateCommand : TheoryCommand
{
    private const int Recorded = 10_000;

    // Of more coordinates the others are in the JSON.
    private const int Shown = 12;

    private readonly Option<string?> _start;
    private readonly Option<long> _steps;
    private readonly Option<long> _every;

    /// <summary>Declares the options.</summary>
    public SimulateCommand()
    {
        _start = DeclareText(
            "--start",
            "the start: numbers separated by commas, generator's coordinates first (default: "
                + "drawn with the seed)");
        _steps = DeclareCount("--steps", "how many updates", 2000, 1, 1_000_000_000_000);
        _every = DeclareCount("--every", "record a state every so many updates; 0 for at most 10,000 states", 0, 0);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var subject = Read(call);
        var start = Start(call, subject);
        if (subject.Game.Warning(start) is { } warning)
        {
            Terminal.Say($"warning: {warning}");
        }

        call.Clock.Begin("measuring");
        var run = Simulate(call, subject, start);
        call.Clock.Begin("predicting");
        var predicted = Prediction.Of(subject.Game, subject.Rule, call.Get(_steps));
        var document = Document(subject, start, run, predicted);
        call.Clock.Begin("writing");
        subject.Folder?.Write("trajectory.csv", Csv(subject, run));
        call.Result(document, console => Show(console, document, subject.Game, run, predicted), subject.Folder);
        return run.Complete ? ExitStatus.Done : Interrupted(run);
    }

    private static int Interrupted(Trajectory run)
    {
        Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"interrupted after {run.Steps} updates; what was done is in the result"));
        return ExitStatus.Interrupted;
    }

    private static SimulationDocument Document(Subject subject, double[] start, Trajectory run, Prediction predicted) =>
        new(
            subject.GameEntry.Name,
            subject.RuleEntry.Name,
            subject.Settings(),
            subject.Seed,
            run.Steps,
            run.Complete ? run.Measured.Verdict : null,
            run.Complete ? run.Measured.Reason : "interrupted before the last update: a verdict needs the whole run",
            start,
            new(run.Final[..subject.Game.GeneratorSize], run.Final[subject.Game.GeneratorSize..]),
            subject.Game.Distance(run.Final),
            run.Approach.Rate,
            run.Approach.Approach,
            predicted.Radius is { } radius ? new(predicted.Verdict, predicted.Approach, predicted.Rate, radius) : null,
            Note(run.Final, run.Approach, predicted));

    private static void Show(
        IAnsiConsole console,
        SimulationDocument document,
        Game game,
        Trajectory run,
        Prediction predicted)
    {
        console.WriteLine(
            run.Complete ? $"{document.Verdict}: {document.Reason}".ToLowerInvariant() : document.Reason);
        var coordinates = game.CoordinateNames.Zip(run.Final, Coordinate).Take(Shown);
        console.WriteLine(string.Join("  ", coordinates));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"distance from the target {document.Distance:G6} after {document.Steps} updates"));
        var measured = Described(document.Verdict, document.Approach, document.MeasuredRate, run.Approach.Why);
        console.WriteLine($"measured   {measured}");
        var linear = Described(predicted.Verdict, predicted.Approach, predicted.Rate, predicted.Note);
        console.WriteLine($"predicted  {linear}");
    }

    private static string Coordinate(string name, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} = {value:G6}");

    private static string? Note(double[] final, MeasuredApproach measured, Prediction predicted)
    {
        string?[] notes =
        [
            Array.TrueForAll(final, double.IsFinite)
                ? null
                : "a number that is not finite (an end of an interval at infinity, "
                    + "or a state that ran away) is written as null",
            measured.Why is null ? null : $"no measured rate: {measured.Why}",
            predicted.Note is null
                ? null
                : $"{(predicted.Radius is null ? "no prediction" : "prediction")}: {predicted.Note}",
        ];
        var said = string.Join("; ", notes.OfType<string>());
        return said.Length == 0 ? null : said;
    }

    private static string Described(Verdict? verdict, string? approach, double? rate, string? note)
    {
        var words = string.Join(", ", new[] { verdict?.ToString().ToLowerInvariant(), approach }.OfType<string>());
        var size = rate is { } r ? string.Create(CultureInfo.InvariantCulture, $"rate {r:G6} an update") : "no rate";
        var colon = words.Length == 0 ? string.Empty : ": ";
        return $"{words}{colon}{size}{(note is null ? string.Empty : $" ({note})")}";
    }

    private static string Csv(Subject subject, Trajectory run)
    {
        var text = new StringBuilder("step,").AppendJoin(',', subject.Game.CoordinateNames).Append('\n');
        foreach (var (step, state) in run.Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{step},")
                .AppendJoin(',', state.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))
                .Append('\n');
        }

        return text.ToString();
    }

    private Trajectory Simulate(Invocation call, Subject subject, double[] start)
    {
        var steps = call.Get(_steps);
        var every = call.Get(_every) is > 0 and var asked ? asked : 1 + ((steps - 1) / Recorded);
        using var progress = Terminal.Progress("simulating");
        return Decline.AsBadInput(() => Simulation.Run(
            subject.Game,
            subject.Rule,
            start,
            steps,
            every,
            subject.Seed,
            progress,
            call.Cancellation));
    }

    private double[] Start(Invocation call, Subject subject)
    {
        var drawn = DrawnStart.Of(subject.Game, subject.Seed, run: 0);
        if (call.Get(_start) is not { } text)
        {
            return drawn;
        }

        var given = Arguments.ReadState("--start", text);
        if (given.Length != drawn.Length && given.Length != subject.Game.GeneratorSize)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--start {text}: {subject.GameEntry.Name} takes {drawn.Length} numbers, or the generator's "
                + $"{subject.Game.GeneratorSize} alone, but {given.Length} were given"));
        }

        // A start of the generator alone is enough: the rest is drawn.
        given.CopyTo(drawn, 0);
        return drawn;
    }
}
