using System.CommandLine;
using System.Globalization;
using System.Text;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Scalars;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle simulate GAME</c>: one run, and the verdict measured on it.</summary>
public sealed class SimulateCommand : TheoryCommand
{
    private readonly Option<string?> _start;
    private readonly Option<long> _steps;
    private readonly Option<long> _every;

    /// <summary>Declares the options.</summary>
    public SimulateCommand()
        : base("simulate", "one run of a game under a rule, and the verdict measured on it", "simulate dirac-gan --set penalty=r1 --start 1,0.5 --steps 2000")
    {
        _start = Declare(new Option<string?>("--start") { Description = "the start: numbers separated by commas, generator's coordinates first (default: drawn with the seed)" });
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

        var every = call.Get(_every) is > 0 and var asked ? asked : 1 + ((call.Get(_steps) - 1) / 10_000);
        Trajectory run;
        using (var progress = Terminal.Progress("simulating"))
        {
            run = Decline.AsBadInput(() => Simulation.Run(subject.Game, subject.Rule, start, call.Get(_steps), every, subject.Seed, progress, call.Cancellation));
        }

        subject.Folder?.Write("trajectory.csv", Csv(subject, run));
        var final = run.Final;
        var predicted = Prediction.Of(subject.Game, subject.Rule, call.Get(_steps));
        var document = new
        {
            Game = subject.GameEntry.Name,
            Rule = subject.RuleEntry.Name,
            Settings = subject.Settings(),
            subject.Seed,
            run.Steps,
            Verdict = run.Complete ? run.Measured.Verdict : (Verdict?)null,
            Reason = run.Complete ? run.Measured.Reason : "interrupted before the last update: a verdict needs the whole run",
            Start = start,
            Final = new { Generator = final[..subject.Game.GeneratorSize], Discriminator = final[subject.Game.GeneratorSize..] },
            Distance = subject.Game.Distance(final),
            MeasuredRate = run.Approach.Rate,
            run.Approach.Approach,
            Predicted = predicted.Radius is null ? null : new { predicted.Verdict, predicted.Approach, predicted.Rate, predicted.Radius },
            Note = Note(final, run.Approach, predicted),
        };
        subject.Folder?.Write("result.json", Terminal.Serialize(document));
        call.Out.Result(document, console =>
        {
            console.WriteLine(run.Complete ? $"{document.Verdict}: {document.Reason}".ToLowerInvariant() : document.Reason);
            console.WriteLine(string.Join("  ", subject.Game.CoordinateNames.Zip(final, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n} = {v:G6}")).Take(12)));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"distance from the target {document.Distance:G6} after {run.Steps} updates"));
            console.WriteLine($"measured   {Described(run.Complete ? run.Measured.Verdict : null, run.Approach.Approach, run.Approach.Rate, run.Approach.Why)}");
            console.WriteLine($"predicted  {Described(predicted.Verdict, predicted.Approach, predicted.Rate, predicted.Note)}");
        });
        if (!run.Complete)
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"interrupted after {run.Steps} updates; what was done is in the result"));
            return ExitStatus.Interrupted;
        }

        return ExitStatus.Done;
    }

    private static string? Note(double[] final, MeasuredApproach measured, Prediction predicted)
    {
        string?[] notes =
        [
            Array.TrueForAll(final, double.IsFinite) ? null : "a number that is not finite (an end of an interval at infinity, or a state that ran away) is written as null",
            measured.Why is null ? null : $"no measured rate: {measured.Why}",
            predicted.Note is null ? null : $"{(predicted.Radius is null ? "no prediction" : "prediction")}: {predicted.Note}",
        ];
        var said = string.Join("; ", notes.OfType<string>());
        return said.Length == 0 ? null : said;
    }

    private static string Described(Verdict? verdict, string? approach, double? rate, string? note)
    {
        var words = string.Join(", ", new[] { verdict?.ToString().ToLowerInvariant(), approach }.OfType<string>());
        var size = rate is { } r ? string.Create(CultureInfo.InvariantCulture, $"rate {r:G6} an update") : "no rate";
        return $"{words}{(words.Length == 0 ? string.Empty : ": ")}{size}{(note is null ? string.Empty : $" ({note})")}";
    }

    private static string Csv(Subject subject, Trajectory run)
    {
        var text = new StringBuilder("step,").AppendJoin(',', subject.Game.CoordinateNames).Append('\n');
        foreach (var (step, state) in run.Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{step},").AppendJoin(',', state.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private double[] Start(Invocation call, Subject subject)
    {
        if (call.Get(_start) is not { } text)
        {
            var drawn = new double[subject.Game.StateSize];
            subject.Game.Start(new Philox(subject.Seed, 0, Purpose.Start), drawn);
            return drawn;
        }

        // A start of the generator alone is enough: the rest is drawn.
        var given = ReadState("--start", text);
        if (given.Length == subject.Game.StateSize)
        {
            return given;
        }

        if (given.Length != subject.Game.GeneratorSize)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--start {text}: {subject.GameEntry.Name} takes {subject.Game.StateSize} numbers, or the generator's {subject.Game.GeneratorSize} alone, but {given.Length} were given"));
        }

        var rest = new double[subject.Game.StateSize];
        subject.Game.Start(new Philox(subject.Seed, 0, Purpose.Start), rest);
        given.CopyTo(rest, 0);
        return rest;
    }
}
