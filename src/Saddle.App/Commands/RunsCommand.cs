using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle runs</c>: the training runs in a folder; <c>saddle runs check RUN</c>: whether one of them is whole.
/// </summary>
[Command(
    "runs",
    "the training runs here: state, updates made, best figure; or checks the files of one",
    "runs check runs/train-ring-of-eight-001")]
public sealed class RunsCommand : AppCommand
{
    private const string CheckName = "check";
    private const string Usual = "runs";
    private const double Day = 86_400;
    private const double MostSeconds = 1e9;

    private readonly Argument<string> _folder;
    private readonly Argument<string?> _run;

    /// <summary>Declares the options.</summary>
    public RunsCommand()
    {
        _folder = DeclareArgument(new Argument<string>("folder")
        {
            Description = $"the folder that the runs lie in, or '{CheckName}'",
            DefaultValueFactory = _ => Usual,
        });
        _run = DeclareArgument<string?>(
            "run",
            $"with {CheckName}: a run's folder, whose checksums, steps and database are checked",
            ArgumentArity.ZeroOrOne);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return (call.Get(_folder), call.Get(_run)) switch
        {
            (var folder, null) => List(call, folder),
            (CheckName, { } run) => Check(call, run),
            (var other, _) => throw SettingsException.Unknown("what 'runs' does with a run", other, [CheckName]),
        };
    }

    private static int List(Invocation call, string root)
    {
        if (!Directory.Exists(root) && (root != Usual || File.Exists(root)))
        {
            throw new SettingsException($"{root}: is no folder; expected the one that runs lie in");
        }

        var all = RunFolder.IsRun(root) ? [RunFolder.Open(root)] : RunFolder.All(root);
        var runs = all.Select(folder => (folder.Path, State: folder.StateOrTrouble)).ToList();
        var watched = (WatchedRun.Is(root) ? [root] : WatchedRun.All(root)).Select(Watched).ToList();
        var document = runs.Select(object (run) => new
        {
            Run = run.Path,
            run.State.Status,
            run.State.Step,
            run.State.Steps,
            run.State.Best,
            run.State.Seconds,
            run.State.Reason,
        }).Concat(watched.Select(w => w.Document));
        call.Out.Result(document.ToList(), console =>
        {
            var table = Terminal.Table("run", "state", "updates", "best figure", "time");
            foreach (var (path, state) in runs)
            {
                table.AddRow(
                    Terminal.Cell(path),
                    state.Status,
                    string.Create(CultureInfo.InvariantCulture, $"{state.Step} of {state.Steps}"),
                    Terminal.Cell(Best(state)),
                    Time(state.Seconds));
            }

            if (runs.Count > 0 || watched.Count == 0)
            {
                console.Write(table);
            }

            if (watched.Count > 0)
            {
                var scripts = Terminal.Table("watched", "state", "rounds", "attempts", "present word", "time");
                watched.ForEach(w => scripts.AddRow(w.Row));
                console.Write(scripts);
            }

            foreach (var (_, state) in runs.Where(run => run.State.Status == RunState.UnreadableStatus))
            {
                Terminal.Say(state.Reason!);
            }
        });
        return ExitStatus.Done;
    }

    // What cannot be read of one hides no other.
    private static (object Document, string[] Row) Watched(string path)
    {
        try
        {
            var run = WatchedRun.Open(path);
            var (last, log) = (run.Last, new WatchedLog(run.Last));
            log.Look();
            var (step, word) = (Math.Max(last.Step, log.Rounds.LastStep), log.Word());
            return (
                new
                {
                    Run = path,
                    run.Script,
                    last.Status,
                    Step = step,
                    Attempts = run.Attempts.Count,
                    last.Seconds,
                    last.Reason,
                    Word = word,
                },
                [
                    Terminal.Cell(path),
                    Terminal.Cell(last.Status),
                    step.ToString(CultureInfo.InvariantCulture),
                    run.Attempts.Count.ToString(CultureInfo.InvariantCulture),
                    Terminal.Cell(word ?? "-"),
                    Time(last.Seconds),
                ]);
        }
        catch (DataException damaged)
        {
            Terminal.Say(damaged.Message);
            return (
                new { Run = path, Status = RunState.UnreadableStatus, Reason = damaged.Message },
                [Terminal.Cell(path), RunState.UnreadableStatus, "-", "-", "-", "-"]);
        }
    }

    private static string Time(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds))
        .ToString(seconds < Day ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static int Check(Invocation call, string run)
    {
        call.Clock.Begin("checking");
        if (WatchedPart.Is(run) && !RunFolder.IsRun(run))
        {
            throw new SettingsException(
                $"{run}: a watched run, whose script keeps no checksums; expected a run of Saddle's");
        }

        var findings = RunCheck.Of(RunFolder.Open(run));
        var whole = findings.All(finding => finding.Whole);
        call.Result(new { Run = run, Whole = whole, Files = findings }, console =>
        {
            var table = Terminal.Table("file", "whole", "finding");
            foreach (var (file, isWhole, finding) in findings)
            {
                table.AddRow(file.EscapeMarkup(), isWhole ? "yes" : "no", finding.EscapeMarkup());
            }

            console.Write(table);
        });
        return whole ? ExitStatus.Done : ExitStatus.Failed;
    }

    private static string Best(RunState state) => state.Best is { } best
        ? string.Create(CultureInfo.InvariantCulture, $"{best.Metric} {best.Value:G4} after {best.Step}")
        : "-";
}
