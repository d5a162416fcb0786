using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Gans.Training;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle runs</c>: the training runs in a folder.</summary>
[Command("runs", "the training runs here: state, updates made, best figure", "runs")]
public sealed class RunsCommand : AppCommand
{
    private readonly Argument<string> _folder;

    /// <summary>Declares the options.</summary>
    public RunsCommand() =>
        _folder = DeclareArgument(new Argument<string>("folder")
        {
            Description = "the folder that the runs lie in",
            DefaultValueFactory = _ => "runs",
        });

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var runs = RunFolder.All(call.Get(_folder))
            .Select(folder => (folder.Path, State: folder.StateOrTrouble))
            .ToList();
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

    private static string Best(RunState state) => state.Best is { } best
        ? string.Create(CultureInfo.InvariantCulture, $"{best.Metric} {best.Value:G4} after {best.Step}")
        : "-";
}
