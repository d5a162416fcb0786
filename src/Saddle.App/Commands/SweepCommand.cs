using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.Catalog;
using Saddle.Gans.Training;

namespace Saddle.App.Commands;

/// <summary><c>saddle sweep RECIPE</c>: training runs over settings and seeds, and which settings are best.</summary>
[Command(
    "sweep",
    "trains a configuration over settings and seeds, and says which settings make it converge",
    "sweep ring-of-eight --grid rule.eta-g=1e-4,1e-3 --grid rule.eta-d=1e-3 --seeds 1:2 --steps 300")]
public sealed class SweepCommand : AppCommand
{
    /// <summary>The name of the argument that names the configuration.</summary>
    internal const string ConfigArgument = "config";

    private const int Fewer = 3; // of the points of a rung so many times fewer go on, for so many times longer
    private const int MostSeeds = 100_000;

    private readonly Argument<string> _config;
    private readonly Option<string[]> _grid;
    private readonly Option<string[]> _case;
    private readonly Option<string[]> _set;
    private readonly Option<string?> _seeds;
    private readonly Option<long> _random;
    private readonly Option<bool> _halving;
    private readonly Option<long> _steps;
    private readonly Option<string?> _metric;
    private readonly Option<bool> _predict;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _shard;

    /// <summary>Declares the options.</summary>
    public SweepCommand()
    {
        _config = DeclareArgument<string>(
            ConfigArgument, $"a YAML file, or a recipe: {string.Join(", ", Recipes.Names)}");
        _grid = DeclareList(
            "--grid", "PATH=VALUE,VALUE,...: a setting and its values; with --random also PATH=LOW:HIGH; repeatable");
        _case = DeclareList(
            "--case",
            "LABEL=PATH=VALUE;PATH=VALUE: settings that change together, LABEL= for none of them; repeatable");
        _set = DeclareList("--set", "PATH=VALUE, a value of every run's configuration; repeatable");
        _seeds = DeclareText("--seeds", "A:B, the seeds of each setting, both ends included (default: 1:1)");
        _random = DeclareCount(
            "--random", "draws so many settings rather than taking all; ranges by their logarithm", 0, 0);
        _halving = DeclareFlag(
            "--halving",
            "successive halving: all settings for a short time, a third of them three times longer, and so on");
        _steps = DeclareCount(
            "--steps", "the number of updates; 0 for what the configuration says", 0, 0, int.MaxValue);
        _metric = DeclareText(
            "--metric", "the figure to compare by (default: the one that decides a run's best checkpoint)");
        _predict = DeclareFlag(
            "--predict",
            "draws the edge of what holds on each map, by the spectrum where one of its best runs is near rest");
        _seed = DeclareCount("--seed", "the seed of --random", 1, 0);
        _out = DeclareText(
            "--out", "the sweep's folder; one that was begun goes on (default: the next free runs/sweep-NAME-NNN)");
        _shard = DeclareText(ShardWork.Option, ShardWork.Doc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Clock.Begin("reading");
        var sweep = Read(call);
        var configuration = sweep.Check();
        if (call.Get(_predict) && sweep.Random > 0)
        {
            throw new SettingsException(
                "--predict: with --random there are no maps to draw an edge on; expected one of the two");
        }

        if (ShardWork.Of(call, call.Get(_shard), call.Get(_out)) is { } shard)
        {
            return RunShard(call, sweep, shard);
        }

        _ = ReportAssets.Script; // before hours of computing
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "sweep", configuration.Settings.Name);
        Terminal.Say($"{sweep.Cells} runs, in {folder.Path}");
        var outcomes = Compute(call, sweep, configuration, folder);
        var result = Predict(call, SweepResult.Of(sweep, configuration, outcomes, call.Get(_metric)), folder.Path);
        call.Clock.Begin("writing");
        var isDone = !call.Cancellation.IsCancellationRequested || result.IsComplete;
        if (isDone)
        {
            StoreFile.Settle(Path.Combine(folder.Path, SweepStore.Name));
            folder.Write("report.html", SweepReport.Write(result, Settings(call, sweep)));
        }

        call.Result(
            SweepDocument.Of(result, Note(call, result, isDone)),
            console =>
            {
                SweepText.Show(console, result);
                if (call.Get(_metric) is not null && Note(call, result, isDone) is { } note)
                {
                    Terminal.Line(console, note);
                }

                Terminal.Line(console, $"runs, table and report in {folder.Path}");
            },
            isDone ? folder : null);
        if (isDone && (!call.Get(_predict) || result.Predictions.Count > 0))
        {
            return ExitStatus.Done;
        }

        Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"interrupted: {result.Outcomes.Count} of {sweep.Cells} runs are done"
            + $"{(isDone ? ", and no edge is predicted" : string.Empty)}; the same command with "
            + $"--out {Shell.Quoted(folder.Path)} goes on"));
        return ExitStatus.Interrupted;
    }

    private SweepResult Predict(Invocation call, SweepResult result, string folder)
    {
        if (!call.Get(_predict) || call.Cancellation.IsCancellationRequested)
        {
            return result;
        }

        call.Clock.Begin("predicting");
        try
        {
            result = result with
            {
                Predictions = new SweepPredictor(result, RunsIn(folder), call.Cancellation).Predict(),
            };
            SweepPrediction.Write(folder, result.Predictions);
            return result;
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            return result; // what was measured is shown
        }
    }

    private int RunShard(Invocation call, Sweep sweep, ShardWork shard)
    {
        if (call.Get(_halving))
        {
            throw new SettingsException(
                "--shard: with --halving which runs go on depends on all the others; expected one of the two");
        }

        return shard.Run(sweep.Cells, (first, count) =>
        {
            using var store = SweepStore.Open(shard.Path, Settings(call, sweep));
            var runs = new SweepRuns(sweep, RunsIn(call.Get(_out)!));
            var made = Train(call, sweep, runs, store, Enumerable.Range(first, count), null);
            var done = store.Read();
            return (done.Sum(o => o.Steps) + made, done.Count == count);
        });
    }

    private IReadOnlyList<SweepOutcome> Compute(
        Invocation call, Sweep sweep, Configuration configuration, OutputFolder folder)
    {
        using var store = SweepStore.Open(folder.Path, Settings(call, sweep));
        var runs = new SweepRuns(sweep, RunsIn(folder.Path));
        if (!call.Get(_halving))
        {
            Train(call, sweep, runs, store, Enumerable.Range(0, sweep.Cells), null);
            return store.Read();
        }

        var points = Enumerable.Range(0, sweep.Points).ToList();
        var last = (int)Math.Floor(Math.Log(points.Count, Fewer) + 1e-9);
        for (var rung = 0; rung <= last && !call.Cancellation.IsCancellationRequested; rung++)
        {
            var steps = Math.Max(1, configuration.Settings.Steps / (long)Math.Pow(Fewer, last - rung));
            Terminal.Note(string.Create(
                CultureInfo.InvariantCulture, $"{points.Count} settings for {steps} updates ..."));
            var cells = points.SelectMany(p => Enumerable.Range(p * sweep.Seeds.Count, sweep.Seeds.Count)).ToList();
            Train(call, sweep, runs, store, cells, steps);
            var result = SweepResult.Of(
                sweep, configuration, store.Read().Where(o => o.Steps == steps), call.Get(_metric));
            var kept = (points.Count + Fewer - 1) / Fewer;
            points = [.. result.Ranking.Select(p => p.Point).Take(kept).Order()];
        }

        return store.Read();
    }

    // The runs of some cells that are not done yet; gives the updates of the one that was stopped.
    private static long Train(
        Invocation call, Sweep sweep, SweepRuns runs, SweepStore store, IEnumerable<int> cells, long? steps)
    {
        var done = store.Read().Where(o => steps is null || o.Steps == steps).Select(o => o.Cell).ToHashSet();
        foreach (var number in cells.Where(c => !done.Contains(c)))
        {
            if (call.Cancellation.IsCancellationRequested)
            {
                return 0;
            }

            call.Clock.Begin("training");
            var cell = sweep.At(number);
            Terminal.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"run {number + 1} of {sweep.Cells}: {string.Join(", ", cell.Choices.Select(c => c.Label))}, "
                + $"seed {cell.Seed}"));
            using var progress = new TrainingLine();
            var (outcome, step) = runs.Run(cell, steps, progress, call.Cancellation);
            if (outcome is null)
            {
                return step;
            }

            store.Keep(cell, outcome);
        }

        return 0;
    }

    private string? Note(Invocation call, SweepResult result, bool isDone) =>
        !isDone ? "interrupted: only the runs that are done are here"
        : call.Get(_metric) is { } asked && result.Metric is null
            ? $"no run has a figure {asked}; there are "
                + string.Join(
                    ", ",
                    result.Outcomes.SelectMany(o => o.Metrics.Keys)
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal))
        : result.Metric is null ? "no figure to compare by; --metric names one of those in the cells"
        : null;

    private IReadOnlyList<(string Name, string Value)> Settings(Invocation call, Sweep sweep) =>
        [.. sweep.Described(), ("halving", call.Get(_halving) ? "true" : "false")];

    private static string RunsIn(string folder) => Path.Combine(folder, SweepRuns.Folder);

    private Sweep Read(Invocation call)
    {
        var (text, name) = Recipes.Read(call.Get(_config));
        var common = Arguments.ReadSettings(call.Get(_set)).Select(s => KeyValuePair.Create(s.Name, s.Value)).ToList();
        Arguments.Add(
            common,
            "steps",
            call.Get(_steps) is > 0 and var steps ? steps.ToString(CultureInfo.InvariantCulture) : null);
        var axes = (call.Get(_grid) ?? []).Select(SweepAxis.Parse).ToList();
        if (SweepAxis.Cases(call.Get(_case) ?? []) is { } cases)
        {
            axes.Insert(0, cases);
        }

        if (call.Get(_halving) && axes.Exists(axis => axis.Keys.Contains("steps", StringComparer.Ordinal)))
        {
            throw new SettingsException("--halving: shares out the updates itself; expected steps not to be varied");
        }

        return new(
            text,
            name,
            common,
            axes,
            ReadSeeds(call.Get(_seeds) ?? "1:1"),
            (int)Math.Min(call.Get(_random), int.MaxValue),
            (ulong)call.Get(_seed));
    }

    private static IReadOnlyList<long> ReadSeeds(string text)
    {
        var parts = text.Split(':');
        return parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first > 0
            && last >= first
            && last - first < MostSeeds
                ? [.. Enumerable.Range(first, last - first + 1).Select(seed => (long)seed)]
                : throw new SettingsException(
                    $"--seeds {text}: expected A:B, whole numbers from 1 on, at most {MostSeeds} of them");
    }
}
