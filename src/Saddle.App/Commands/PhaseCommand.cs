using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.Dynamics;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle phase GAME</c>: the verdict over a grid of two settings, predicted and measured.</summary>
[Command(
    "phase",
    "the verdict over a grid of two settings, predicted and measured",
    "phase dirac-gan --set penalty=r1 --x eta=0.01:2:50 --y gamma=0:4:50")]
public sealed class PhaseCommand : TheoryCommand
{
    // A part of a diagram this large is measured between two savings.
    private const int Part = 4096;

    private readonly Option<string> _x;
    private readonly Option<string> _y;
    private readonly Option<long> _steps;
    private readonly Option<bool> _predictOnly;
    private readonly Option<string?> _shard;

    /// <summary>Declares the options.</summary>
    public PhaseCommand()
    {
        _x = Declare(new Option<string>("--x")
        {
            Description = "NAME=LO:HI:N, or NAME=LO:HI:N:log: the setting along a row",
            Required = true,
        });
        _y = Declare(new Option<string>("--y")
        {
            Description = "NAME=LO:HI:N, or NAME=LO:HI:N:log: the setting along a column",
            Required = true,
        });
        _steps = DeclareCount("--steps", "the number of updates of each cell", 2000, 1, 1_000_000_000);
        _predictOnly = DeclareFlag("--predict-only", "predict, and measure nothing");
        _shard = DeclareText(ShardWork.Option, ShardWork.Doc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var shard = ShardOf(call, _shard);
        using var subject = Read(call, shard);
        var diagram = Diagram(call, subject);
        if (shard is not null)
        {
            return shard.Run(diagram.Cells, (first, count) => Compute(call, subject, diagram, first, count));
        }

        var (cells, rate) = Compute(call, subject, diagram, Enumerable.Range(0, diagram.Cells));
        call.Clock.Begin("examining");
        var isComplete = IsComplete(call, cells, diagram.Cells);
        var agreement = Compare(call, diagram, cells);
        var document = Document(subject, diagram, cells, agreement) with
        {
            StepsPerSecond = rate,
            Note = !isComplete ? "interrupted: null marks cells that are not done"
                : agreement.Share is null && !call.Get(_predictOnly)
                    ? "no agreement: no cell is clear of every boundary"
                : null,
        };
        call.Clock.Begin("writing");
        if (subject.Folder is not null && isComplete)
        {
            Write(subject.Folder, subject, diagram, cells, agreement);
        }

        call.Result(document, console => Show(console, document), isComplete ? subject.Folder : null);
        return isComplete ? ExitStatus.Done : Interrupted(diagram, cells, isKept: subject.Folder is not null);
    }

    private (double Kept, bool IsAll) Compute(
        Invocation call, Subject subject, PhaseDiagram diagram, int first, int count)
    {
        var (cells, _) = Compute(call, subject, diagram, Enumerable.Range(first, count));
        return (cells.Predicted.Count + cells.Measured.Count, IsComplete(call, cells, count));
    }

    // Those of some cells that are not kept yet; all that are known then, and the cell updates a second.
    private (PhaseCells Cells, double? Rate) Compute(
        Invocation call, Subject subject, PhaseDiagram diagram, IEnumerable<int> due)
    {
        using var store = subject.Folder is { } folder
            ? PhaseStore.Open(FileIn(folder), Settings(subject, diagram))
            : null;
        var cells = store?.Read() ?? new([], []);
        var kept = cells.Measured.Count;
        call.Clock.Begin("predicting");
        Predict(call, diagram, cells, store, due);
        call.Clock.Begin("measuring");
        var seconds = call.Get(_predictOnly) ? 0 : Measure(call, diagram, cells, store, due);
        return (cells, seconds > 0 ? (cells.Measured.Count - kept) * (double)diagram.Steps / seconds : null);
    }

    private bool IsComplete(Invocation call, PhaseCells cells, int count) => cells.Predicted.Count == count
        && (call.Get(_predictOnly) || cells.Measured.Count == count);

    private static string FileIn(OutputFolder folder) => Path.Combine(folder.Path, "phase.sqlite");

    private static int Interrupted(PhaseDiagram diagram, PhaseCells cells, bool isKept)
    {
        var where = isKept
            ? "they are kept, and the same command goes on from there"
            : "nothing was kept on disk; with --out a diagram goes on where it stopped";
        Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"interrupted: {cells.Measured.Count} of {diagram.Cells} cells are measured; {where}"));
        return ExitStatus.Interrupted;
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(Subject subject, PhaseDiagram diagram) =>
        subject.Described(
            ("x", Described(diagram.X)),
            ("y", Described(diagram.Y)),
            ("steps", diagram.Steps.ToString(CultureInfo.InvariantCulture)),
            ("seed", diagram.Seed.ToString(CultureInfo.InvariantCulture)));

    private static string Described(SettingAxis axis) =>
        $"{axis.Name}={string.Join(',', axis.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}";

    private static PhaseDocument Document(
        Subject subject,
        PhaseDiagram diagram,
        PhaseCells cells,
        PhaseAgreement agreement) => new(
            subject.GameEntry.Name,
            subject.RuleEntry.Name,
            subject.Settings(),
            subject.Seed,
            diagram.Steps,
            diagram.X,
            diagram.Y,
            Map(diagram, cells.PredictedVerdict),
            cells.Measured.Count == 0 ? null : Map(diagram, cells.MeasuredVerdict),
            agreement.Share,
            agreement.LinearShare,
            diagram.Cells,
            agreement.Excluded,
            agreement.Kinds,
            StepsPerSecond: null,
            Note: null);

    private static IReadOnlyList<IReadOnlyList<string?>> Map(PhaseDiagram diagram, Func<int, Verdict?> verdict) =>
    [
        .. Enumerable.Range(0, diagram.Cells).Select(cell => Initial(verdict(cell))).Chunk(diagram.X.Values.Length),
    ];

    private static string? Initial(Verdict? verdict) => verdict?.ToString()[..1].ToLowerInvariant();

    private static void Write(
        OutputFolder folder,
        Subject subject,
        PhaseDiagram diagram,
        PhaseCells cells,
        PhaseAgreement agreement)
    {
        StoreFile.Settle(FileIn(folder));
        var title = $"{subject.GameEntry.Name} under {subject.RuleEntry.Name}";
        folder.Write("cells.csv", PhaseFiles.Csv(diagram, cells));
        folder.Write("cells.npz", PhaseFiles.Arrays(diagram, cells));
        folder.Write("figure.html", new Html()
            .Element("h1", $"Phase diagram of {title}")
            .Figure("phase", PhaseFigure.Draw(title, diagram, cells, agreement.Disagreements))
            .Definitions(Settings(subject, diagram), "settings")
            .Page("Saddle: phase diagram"));
    }

    private static void Show(IAnsiConsole console, PhaseDocument document)
    {
        Show(console, "predicted", document.Predicted);
        if (document.Measured is null)
        {
            return;
        }

        Show(console, "measured", document.Measured);
        var share = document.Agreement?.ToString("F4", CultureInfo.InvariantCulture) ?? "of nothing";
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"agreement {share} over the cells that are clear of every boundary; "
            + $"{document.Excluded} of {document.Cells} are excluded"));
        if (document.AgreementLinear is { } linear && linear != document.Agreement)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"agreement {linear:F4} without the cells that the start's distance decides: "
                + $"those that agree from a start 1000 times nearer"));
        }

        foreach (var (kind, count) in document.Disagreements)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,6}  {kind}"));
        }

        if (document.StepsPerSecond is { } rate)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:G4} cell updates a second"));
        }
    }

    private static void Show(IAnsiConsole console, string name, IReadOnlyList<IReadOnlyList<string?>> map)
    {
        console.WriteLine($"{name} (c converges, o oscillates, d diverges, s stalls; first row at the bottom):");
        foreach (var row in map.Reverse().Take(60))
        {
            console.WriteLine("  " + string.Concat(row.Take(200).Select(c => c ?? ".")));
        }
    }

    // The diagram, after a look at whether it can be computed and written at all.
    private PhaseDiagram Diagram(Invocation call, Subject subject)
    {
        var (x, y) = SettingRange.ParsePair("--", call.Get(_x), call.Get(_y));
        RequireNotSet(call, ("--x", x.Name), ("--y", y.Name));
        var diagram = new PhaseDiagram(subject.Setup, x.Axis, y.Axis, call.Get(_steps), subject.Seed);
        diagram.CheckCorners();
        _ = Decline.AsBadInput(() => diagram.Predict([0]));
        if (subject.Folder is not null)
        {
            _ = ReportAssets.Script;
        }

        return diagram;
    }

    private static void Predict(
        Invocation call, PhaseDiagram diagram, PhaseCells cells, PhaseStore? store, IEnumerable<int> due)
    {
        using var progress = Terminal.Progress("predicting");
        int[] missing = [.. due.Where(c => !cells.Predicted.ContainsKey(c))];
        var fresh = Decline.AsBadInput(() => diagram.Predict(missing, progress, call.Cancellation));
        foreach (var cell in fresh)
        {
            cells.Predicted[cell.Cell] = cell;
        }

        store?.Keep(diagram, fresh, []);
    }

    /// <returns>The seconds of computing.</returns>
    private static double Measure(
        Invocation call, PhaseDiagram diagram, PhaseCells cells, PhaseStore? store, IEnumerable<int> due)
    {
        var seconds = 0.0;
        int[] missing = [.. due.Where(c => !cells.Measured.ContainsKey(c))];
        var done = 0;
        using var progress = Terminal.Progress("measuring");
        foreach (var part in missing.Chunk(Part))
        {
            if (call.Cancellation.IsCancellationRequested)
            {
                break;
            }

            var run = Decline.AsBadInput(() => diagram.Measure(part, cancellation: call.Cancellation));
            foreach (var cell in run.Cells)
            {
                cells.Measured[cell.Cell] = cell;
            }

            store?.Keep(diagram, [], run.Cells);
            seconds += run.Seconds;
            progress.Report((double)(done += part.Length) / missing.Length);
        }

        return seconds;
    }

    private PhaseAgreement Compare(Invocation call, PhaseDiagram diagram, PhaseCells cells)
    {
        var agreement = PhaseAgreement.Between(diagram, cells.Predicted.Values, cells.Measured.Values);
        return call.Get(_predictOnly) ? agreement : agreement.Examine(call.Cancellation);
    }
}
