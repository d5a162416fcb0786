using System.CommandLine;
using Saddle.App.Output;
using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle doctor RUN</c>: what is wrong with a run, the evidence, and what to change; of a run of Saddle's, or of
/// another program's log.
/// </summary>
[Command(
    "doctor",
    "says what is wrong with a run, on what evidence, and what to change",
    "doctor runs/train-ring-of-eight-001")]
public sealed class DoctorCommand : AppCommand
{
    private readonly Argument<string[]> _run;
    private readonly Option<string?> _name;
    private readonly Option<string> _columns;
    private readonly Option<string?> _objective;
    private readonly Option<double?> _generatorRate;
    private readonly Option<double?> _discriminatorRate;
    private readonly Option<long> _seconds;
    private readonly Option<long> _seed;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public DoctorCommand()
    {
        _run = DeclareArgument<string[]>(
            "run",
            "a run's folder, ours or one that saddle_trace watched; or the log of another program: CSV, JSON lines, "
            + "text, TensorBoard's, W&B's, MLflow's or another tool's; several files are curves of one run",
            ArgumentArity.OneOrMore);
        _name = DeclareText("--run", "the one run that is wanted, of a log with several");
        _columns = DeclareText(
            "--columns",
            "which columns are which, as loss_d=NAME,loss_g=NAME; of "
            + string.Join(", ", Figure.All.Select(f => f.Key)),
            string.Empty);
        _objective = DeclareText("--objective", "the objective of a log's run; inferred where it is not said");
        _generatorRate = Declare(
            new Option<double?>("--lr-g") { Description = "the generator's learning rate in a log's run" });
        _discriminatorRate = Declare(
            new Option<double?>("--lr-d") { Description = "the discriminator's learning rate in a log's run" });
        _seconds = DeclareCount(
            "--seconds",
            "the time that probes may take; what is asked after it is left out",
            120,
            0,
            1_000_000);
        _seed = DeclareCount("--seed", "the seed of what probes draw", 1, 0);
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var paths = call.Get(_run);
        call.Clock.Begin("reading");
        if (paths is [var path] && RunFolder.IsRun(path))
        {
            return Own(call, path);
        }

        var watched = paths is [var folder] && WatchedRun.Is(folder) ? WatchedRun.Open(folder).Last : null;
        var runs = ForeignRun.Read(watched is null ? paths : [watched.Log], call.Get(_columns), call.Get(_name));
        call.Clock.Begin("examining");
        var reports = runs.Select(r => Examined(call, r, paths) with { Watched = watched }).ToList();
        call.Result(
            reports is [var one] ? one.Json() : new { Runs = reports.Select(r => r.Json()).ToList() },
            console => reports.ForEach(r => r.Show(console, isOneOf: reports.Count > 1)));
        return ExitStatus.Done;
    }

    private int Own(Invocation call, string path)
    {
        using var at = Open(Arguments.OpenRun(path, call.Get(_trust)), (ulong)call.Get(_seed));
        var history = at is null
            ? new CaseHistory(
                MetricsLog.Read(RunFolder.Open(path)), Failure(path), RunFolder.Open(path).Configuration)
            : new CaseHistory(at, Failure(path), TimeSpan.FromSeconds(call.Get(_seconds)));
        call.Clock.Begin("examining");
        var report = new DoctorReport(path, path, history.Step, Decline.AsBadInput(() => Examination.Of(history)));
        call.Result(report.Json(), console => report.Show(console, isOneOf: false));
        return ExitStatus.Done;
    }

    private DoctorReport Examined(Invocation call, ForeignRun run, string[] paths)
    {
        var (found, step) = ForeignExamination.Of(run, pair => new(pair.Series, new LoggedCase
        {
            Objective = call.Get(_objective),
            Columns = pair.Columns,
            Unit = pair.Unit,
            GeneratorRate = call.Get(_generatorRate),
            DiscriminatorRate = call.Get(_discriminatorRate),
            Remarks = run.Remarks,
        }));
        return new(paths[0], run.Name, step, found) { Foreign = run };
    }

    private static string? Failure(string path) =>
        RunFolder.Open(path).State is { Status: "failed", Reason: var reason } ? reason : null;

    // A run that failed early has no checkpoint: its metrics still tell.
    private static Snapshot? Open(RunFolder run, ulong seed) =>
        run.LastCheckpoint() is not null ? Snapshot.Open(run, DataFolder.FromEnvironment(), "last", seed) : null;
}
