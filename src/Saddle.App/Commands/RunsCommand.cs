using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Gans.Training;
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

    private readonly Argument<string> _folder;
    private readonly Argument<string?> _run;

    /// <summary>Declares the options.</summary>
    public RunsCommand()
    {
        _folder = DeclareArgument(new Argument<string>("folder")
        {
            Description = $"the folder that the runs lie in, or '{CheckName}'",
            DefaultValueFactory = _ => "runs",
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
        var runs = RunFolder.All(root).Select(folder => (folder.Path, State: folder.StateOrTrouble)).ToList();
        var document = runs.Select(run => new
        {
            Run = run.Path,
            run.State.Status,
            run.State.Step,
            run.State.Steps,
            run.State.Best,
            run.State.Seconds,
            run.State.Reason,
        });
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
                    TimeSpan.FromSeconds(state.Seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture));
            }

            console.Write(table);
            foreach (var (_, state) in runs.Where(run => run.State.Status == RunState.UnreadableStatus))
            {
                Terminal.Say(state.Reason!);
            }
        });
        return ExitStatus.Done;
    }

    private static int Check(Invocation call, string run)
    {
        call.Clock.Begin("checking");
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
