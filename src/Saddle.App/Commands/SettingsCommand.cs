using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Dynamics;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Gans.Windows;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle settings RUN</c>: the window of settings in which a run's networks hold.</summary>
[Command(
    "settings",
    "the settings with which a run's networks hold: predicted by the spectrum at a checkpoint, confirmed by short runs",
    "settings runs/train-ring-of-eight-001 --x eta-g=0.0001:0.1:13:log --y ratio=0.25:16:7:log")]
public sealed class SettingsCommand : AppCommand
{
    private const double MostOutside = 0.02; // of the leading direction's product, without a word
    private readonly Argument<string> _run;
    private readonly Option<string?> _x;
    private readonly Option<string?> _y;
    private readonly Option<long> _updates;
    private readonly Option<long> _lines;
    private readonly Option<long> _batch;
    private readonly Option<long> _products;
    private readonly Option<bool> _predictOnly;
    private readonly Option<string?> _checkpoint;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public SettingsCommand()
    {
        _run = DeclareArgument<string>("run", "a run's folder");
        _x = DeclareText(
            "--x",
            "NAME=LO:HI:N, or NAME=LO:HI:N:log: the setting along a row: eta, eta-g, eta-d, ratio, or a penalty's "
            + "weight, such as gamma (default: eta-g, sixteen times less and more than now)");
        _y = DeclareText("--y", "the setting along a column (default: none where --x is given, else eta-d)");
        _updates = DeclareCount("--updates", "the updates that the answer is about", 1000, 20, 1_000_000);
        _lines = DeclareCount("--lines", "the lines of the map on which the edge is confirmed", 5, 1, 200);
        _batch = DeclareCount(
            "--batch",
            "the samples a side of the batch that is held (default: four batches of the run, or all data where fewer)",
            0,
            0,
            1_000_000);
        _products = DeclareCount("--products", "the most products with the Jacobian at one state", 400, 2, 5000);
        _predictOnly = DeclareFlag("--predict-only", "predict, and run nothing");
        _checkpoint = DeclareText("--checkpoint", "last or best (default: last), or a file");
        _seed = DeclareCount("--seed", "the seed of the batch that is held and of what else is drawn", 1, 0);
        _out = DeclareText("--out", "where the answer and the runs go (default: runs/settings-NAME-NNN)");
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var run = Arguments.OpenRun(call.Get(_run), call.Get(_trust));
        var checkpoint = call.Get(_checkpoint) ?? "last";
        var data = DataFolder.FromEnvironment();
        call.Clock.Begin("reading");
        using var at = Snapshot.Open(run, data, checkpoint, (ulong)call.Get(_seed));
        var space = new SettingSpace(at.Configuration, at.Step);
        var (x, y) = Ranges(call, space);
        var map = new WindowMap(space, x.Axis, y?.Axis);
        ThreadPolicy.Use(at);
        var options = new WindowOptions(
            call.Get(_updates), (int)call.Get(_lines), (int)call.Get(_batch), (int)call.Get(_products));
        using var study = Decline.AsBadInput(() => new WindowStudy(at, data, space, map, options));
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "settings", NameOf(run));
        using var store = WindowStore.Open(
            Path.Combine(folder.Path, "settings.sqlite"), Settings(call, at, study, (x, y), run.Find(checkpoint)));
        var survey = new SettingsSurvey(study, store, call.Get(_predictOnly), call.Cancellation);
        survey.Work(call.Clock);
        call.Clock.Begin("writing");
        var document = Document(call, at, study, survey);
        document = document with { Figure = SettingsFigure.Draw(document, x.IsLog, y is { IsLog: true }) };
        if (document.Figure is { } figure && survey.IsComplete)
        {
            folder.Write("figure.html", new Html()
                .Element("h1", "Settings that hold")
                .Figure("settings", figure)
                .Definitions([("present", Told(document.Present)), ("note", document.Note ?? "none")], "settings")
                .Page("Saddle: settings that hold"));
        }

        call.Result(document, console => new SettingsText(document, folder.Path).Show(console), folder);
        if (survey.IsComplete)
        {
            return ExitStatus.Done;
        }

        Terminal.Say(
            $"interrupted; {survey.Runs.Count} runs are kept in {folder.Path}; with --out {Shell.Quoted(folder.Path)} "
            + "the same command goes on from there");
        return ExitStatus.Interrupted;
    }

    private static string NameOf(RunFolder run) => Path.GetFileName(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Path)));

    private (SettingRange X, SettingRange? Y) Ranges(Invocation call, SettingSpace space) =>
        (call.Get(_x), call.Get(_y)) switch
        {
            (null, null) => (space.Around(SettingSpace.EtaG), space.Around(SettingSpace.EtaD)),
            ({ } x, null) => (Range("--x", x), null),
            ({ } x, { } y) => SettingRange.Pair("--", Range("--x", x), Range("--y", y)),
            (null, { } y) => SettingRange.Pair("--", space.Around(SettingSpace.EtaG), Range("--y", y)),
        };

    private static SettingRange Range(string option, string text)
    {
        var range = SettingRange.Parse(option, text);
        WindowMap.Require(range.Axis, $"{option} {range}");
        return range;
    }

    private List<(string Name, string Value)> Settings(
        Invocation call, Snapshot at, WindowStudy study, (SettingRange X, SettingRange? Y) map, string checkpoint)
    {
        using var file = InputFile.Open(checkpoint);
        return
        [
            ("checkpoint", Convert.ToHexStringLower(SHA256.HashData(file))),
            ("configuration", at.Configuration.ToYaml()),
            ("x", map.X.ToString()),
            ("y", map.Y?.ToString() ?? "none"),
            ("updates", Text(study.Options.Updates)),
            ("batch", Text(study.Batch)),
            ("products", Text(study.Options.Products)),
            ("seed", Text(call.Get(_seed))),
        ];
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private SettingsDocument Document(Invocation call, Snapshot at, WindowStudy study, SettingsSurvey survey)
    {
        var map = study.Map;
        var cells = survey.Cells.ToDictionary(cell => (cell.Row, cell.Column));
        var rest = study.Rest is { } r
            ? new SettingsRest(
                r.Field, r.Rates, r.Settled, r.Moved, r.All, Finite(r.Margin), Finite(r.MarginAfter), r.Shifted)
            : null;
        return new(
            call.Get(_run),
            at.Step,
            Catalog<Rules.Rule>.EntryOf(at.Configuration.Rule).Name,
            study.Options.Updates,
            study.Batch,
            at.Seed,
            study.IsAtRest,
            rest,
            map.X,
            map.Y,
            Rows(map, (row, column) => cells.TryGetValue((row, column), out var c) ? Initial(c.Verdict) : null),
            Rows(map, (row, column) => cells.TryGetValue((row, column), out var c) ? Finite(c.Radius) : null),
            [.. survey.Runs.Select(m => Measured(study, m))],
            [.. survey.Edges.Select(e => Edge(map, e))],
            Chosen(study, study.Space.Present, null, survey.Present),
            survey.Recommended is { } wanted ? Chosen(study, wanted.Settings, wanted.Why, survey.Tried) : null,
            new(study.Products, study.IsWhole, Finite(study.Outside)),
            null,
            Note(study, survey));
    }

    private static IReadOnlyList<IReadOnlyList<TValue>> Rows<TValue>(WindowMap map, Func<int, int, TValue> value) =>
    [
        .. Enumerable.Range(0, map.Rows).Select(row =>
            (IReadOnlyList<TValue>)[.. Enumerable.Range(0, map.Columns).Select(column => value(row, column))]),
    ];

    private static string Initial(Verdict verdict) => verdict.ToString()[..1].ToLowerInvariant();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static Dictionary<string, double> Weights(WindowStudy study, GanSettings settings) =>
        study.Space.Weights.Zip(settings.Weights)
            .Where(w => !study.Space.IsPenaltyAdded || w.Second > 0)
            .ToDictionary(w => w.First.Name, w => w.Second, StringComparer.Ordinal);

    private static MeasuredSettings Measured(WindowStudy study, ShortRun run) => new(
        study.Space.ValueOf(study.Map.X.Name, run.Settings),
        study.Map.Y is { } y ? study.Space.ValueOf(y.Name, run.Settings) : null,
        run.Settings.EtaG,
        run.Settings.EtaD,
        Weights(study, run.Settings),
        run.IsTwin ? "twin" : "training",
        run.Leaves ? "leaves" : "holds",
        Finite(run.Ratio),
        run.Updates);

    private static SettingsEdge Edge(WindowMap map, WindowEdge edge)
    {
        var (x, y) = map.Place(edge.Line, edge.Predicted ?? edge.Measured ?? double.NaN);
        return new(
            map.Along.Name,
            Finite(x),
            y,
            edge.HoldsBelow ? "below" : "above",
            edge.Predicted,
            edge.Measured,
            edge.Low,
            edge.High);
    }

    private static ChosenSettings Chosen(WindowStudy study, GanSettings settings, string? why, ShortRun? trained)
    {
        var cell = study.IsAtRest ? study.Predict(settings) : null;
        return new(
            study.Space.ValueOf(study.Map.X.Name, settings),
            study.Map.Y is { } y ? study.Space.ValueOf(y.Name, settings) : null,
            settings.EtaG,
            settings.EtaD,
            study.Space.ValueOf(SettingSpace.Ratio, settings),
            Weights(study, settings),
            cell is null ? null : Initial(cell.Verdict),
            cell is null ? null : Finite(cell.Radius),
            cell is null ? null : Finite(study.Margin(settings)),
            cell is null ? null : Finite(cell.Remaining),
            trained is null ? null : Finite(trained.Ratio),
            why,
            [.. study.Space.Overrides(settings).Select(o => $"{o.Path}={o.Value}")]);
    }

    private static string? Note(WindowStudy study, SettingsSurvey survey)
    {
        var notes = new List<string>();
        if (!survey.IsComplete)
        {
            notes.Add("interrupted: not all is worked out");
        }

        if (study.WhyNot is { } why)
        {
            notes.Add($"{why}; short runs alone answer");
        }

        if (study is { IsAtRest: true, Outside: > MostOutside })
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{study.Products} products leave {100 * study.Outside:G2} % of the leading direction's product out: "
                + $"--products takes more"));
        }

        notes.AddRange(((string?[])[study.IsAtRest ? study.Note : null, Missing(study, survey)]).OfType<string>());
        return notes.Count == 0 ? null : string.Join("; ", notes);
    }

    private static string? Missing(WindowStudy study, SettingsSurvey survey) => !survey.IsComplete ? null
        : study.IsAtRest && survey.Edges.Count == 0
            ? survey.Cells.All(c => c.Verdict == Verdict.Diverges)
                ? "no settings of the map hold" : "all settings of the map hold: no edge lies within it"
        : survey.Recommended is null && (survey.Present is not null || study.IsAtRest)
            ? $"no settings are recommended: none hold a factor of {WindowStudy.Clearance} away from every edge"
        : null;

    private static string Told(ChosenSettings settings) => string.Create(
        CultureInfo.InvariantCulture, $"eta-g {settings.EtaG:G4}, eta-d {settings.EtaD:G4}");
}
