using System.CommandLine;
using System.Globalization;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
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
    private readonly Option<string?> _real;
    private readonly Option<string?> _fake;
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
            + string.Join(", ", LoggedFigure.All.Select(f => f.Key)),
            string.Empty);
        _objective = DeclareText("--objective", "the objective of a log's run; inferred where it is not said");
        _generatorRate = DeclareRate("--lr-g", "the generator's learning rate in a log's run");
        _discriminatorRate = DeclareRate("--lr-d", "the discriminator's learning rate in a log's run");
        _real = DeclareText(
            "--real", "real samples to compare those of --fake with: what 'saddle fid' takes as a side");
        _fake = DeclareText(
            "--fake", "samples of the generator: how many are different, duplicates, copies, and what is missing");
        _seconds = DeclareCount(
            "--seconds",
            "the time that probes may take; what is asked after it is left out",
            120,
            0,
            1_000_000);
        _seed = DeclareCount("--seed", "the seed of what probes draw, and of which samples are taken", 1, 0);
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

        var watched = paths is [var part] && WatchedPart.Is(part) ? WatchedPart.Open(part) : null;
        var runs = ForeignRun.Read(
            watched is null ? paths : [RoundsOf(watched)], call.Get(_columns), call.Get(_name));
        if (call.Get(_fake) is not null && runs.Count > 1)
        {
            throw new SettingsException(
                $"--fake: samples are those of one run, and the log holds {runs.Count}; expected --run NAME, one of "
                + Excerpt.Of([.. runs.Select(r => r.Name)]));
        }

        if (watched is not null)
        {
            var seen = new WatchedCase(watched, (ulong)call.Get(_seed), call.Cancellation);
            var report = Watched(call, seen, runs[0]) with { Watched = watched.Attempt };
            call.Result(report.Json(), console => report.Show(console, isOneOf: false));
            return ExitStatus.Done;
        }

        var samples = Samples(call);
        call.Clock.Begin("examining");
        var reports = runs.Select(r => Examined(call, r, paths, samples)).ToList();
        call.Result(
            reports is [var one] ? one.Json() : new { Runs = reports.Select(r => r.Json()).ToList() },
            console => reports.ForEach(r => r.Show(console, isOneOf: reports.Count > 1)));
        return ExitStatus.Done;
    }

    private Option<double?> DeclareRate(string option, string doc) => Declare(new Option<double?>(option)
    {
        Description = doc,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
                && rate > 0
                && double.IsFinite(rate)
                    ? rate
                    : throw new SettingsException($"{option} {text}: expected a learning rate such as 0.0002");
        },
    });

    // A run of ours says all this itself.
    private void RequireNoneOfLogs(Invocation call, string path)
    {
        (string Option, bool IsGiven)[] ofLogs =
        [
            ("--run", call.Get(_name) is not null),
            ("--columns", call.Get(_columns).Length > 0),
            ("--objective", call.Get(_objective) is not null),
            ("--lr-g", call.Get(_generatorRate) is not null),
            ("--lr-d", call.Get(_discriminatorRate) is not null),
        ];
        if (Array.Find(ofLogs, one => one.IsGiven) is { Option: { } option })
        {
            throw new SettingsException($"{option}: is for another program's log, and {path} is a run of Saddle's");
        }
    }

    private int Own(Invocation call, string path)
    {
        RequireNoneOfLogs(call, path);
        using var at = Open(Arguments.OpenRun(path, call.Get(_trust)), (ulong)call.Get(_seed));
        var history = at is null
            ? new CaseHistory(
                MetricsLog.Read(RunFolder.Open(path)), Failure(path), RunFolder.Open(path).Configuration)
            : new CaseHistory(at, Failure(path), TimeSpan.FromSeconds(call.Get(_seconds)));
        var samples = Samples(call);
        call.Clock.Begin("examining");
        var found = Decline.AsBadInput(() => Examination.Of(history));
        var report = new DoctorReport(path, path, history.Step, Seen(found, history, samples)) { Samples = samples };
        call.Result(report.Json(), console => report.Show(console, isOneOf: false));
        return ExitStatus.Done;
    }

    private static string RoundsOf(WatchedPart watched) => File.Exists(watched.Attempt.Log)
        ? watched.Attempt.Log
        : throw new DataException(
            watched.Attempt.Path,
            "has no rounds yet"
            + (watched.Attempt.Told.Count > 0 ? $": {string.Join("; ", watched.Attempt.Told)}" : string.Empty));

    // Curves, the networks as they are, and the samples that the discriminator was fed last.
    private DoctorReport Watched(Invocation call, WatchedCase watched, ForeignRun run)
    {
        var seen = watched.Objective();
        var (curves, step) = ForeignExamination.Of(run, pair => Of(call, run, pair, seen));
        var history = Of(call, run, run.Pairs[0], seen);
        call.Clock.Begin("looking");
        var samples = Samples(call) ?? watched.Samples();
        call.Clock.Begin("examining");
        var networks = watched.Networks(
            history.Logged, TimeSpan.FromSeconds(call.Get(_seconds)), call.Get(_trust));
        var found = networks is null ? curves : curves.With(networks);
        found = found with { Unasked = [.. found.Unasked, .. watched.Unasked] };
        return new(watched.Named, run.Name, step, Seen(found, history, samples)) { Foreign = run, Samples = samples };
    }

    private ShownSamples? Samples(Invocation call)
    {
        if (call.Get(_real) is null && call.Get(_fake) is null)
        {
            return null;
        }

        call.Clock.Begin("looking");
        return ShownSamples.Look(call.Get(_real), call.Get(_fake), (ulong)call.Get(_seed), call.Cancellation);
    }

    private static Examination Seen(Examination found, CaseHistory history, ShownSamples? samples) =>
        samples is null ? found : found.Seeing(history, samples.Findings);

    private DoctorReport Examined(Invocation call, ForeignRun run, string[] paths, ShownSamples? samples)
    {
        var (found, step) = ForeignExamination.Of(run, pair => Of(call, run, pair));
        var seen = Seen(found, Of(call, run, run.Pairs[0]), samples);
        return new(paths[0], run.Name, step, seen) { Foreign = run, Samples = samples };
    }

    private CaseHistory Of(Invocation call, ForeignRun run, ForeignPair pair, string? seen = null) =>
        new(pair.Series, new LoggedCase
        {
            Objective = call.Get(_objective) ?? seen,
            IsObjectiveSeen = call.Get(_objective) is null && seen is not null,
            Columns = pair.Columns,
            Unit = pair.Unit,
            GeneratorRate = call.Get(_generatorRate),
            DiscriminatorRate = call.Get(_discriminatorRate),
            Remarks = run.Remarks,
        });

    private static string? Failure(string path) =>
        RunFolder.Open(path).State is { Status: "failed", Reason: var reason } ? reason : null;

    // A run that failed early has no checkpoint: its metrics still tell.
    private static Snapshot? Open(RunFolder run, ulong seed) =>
        run.LastCheckpoint() is not null ? Snapshot.Open(run, DataFolder.FromEnvironment(), "last", seed) : null;
}
