using System.CommandLine;
using System.Globalization;
using System.Text;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Dynamics;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle phase GAME</c>: the verdict over a grid of two settings, predicted and measured.</summary>
public sealed class PhaseCommand : TheoryCommand
{
    private const string Nonlinear = "nonlinear: agrees from a start 1000 times nearer";

    // A part of a diagram this large is measured between two savings.
    private const int Part = 4096;

    private readonly Option<string> _x;
    private readonly Option<string> _y;
    private readonly Option<long> _steps;
    private readonly Option<bool> _predictOnly;

    /// <summary>Declares the options.</summary>
    public PhaseCommand()
        : base("phase", "the verdict over a grid of two settings, predicted and measured", "phase dirac-gan --set penalty=r1 --x eta=0.01:2:50 --y gamma=0:4:50")
    {
        _x = Declare(new Option<string>("--x") { Description = "NAME=LO:HI:N, or NAME=LO:HI:N:log: the setting along a row", Required = true });
        _y = Declare(new Option<string>("--y") { Description = "NAME=LO:HI:N, or NAME=LO:HI:N:log: the setting along a column", Required = true });
        _steps = DeclareCount("--steps", "the number of updates of each cell", 2000, 1, 1_000_000_000);
        _predictOnly = Declare(new Option<bool>("--predict-only") { Description = "predict, and measure nothing" });
    }

    /// <summary>Reads an axis.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">NAME=LO:HI:N or NAME=LO:HI:N:log.</param>
    /// <exception cref="SettingsException">The text has another form.</exception>
    internal static SettingAxis ReadAxis(string option, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var parts = equals > 0 ? text[(equals + 1)..].Split(':') : [];
        var log = parts.Length == 4 && parts[3] == "log";
        if ((parts.Length != 3 && !log)
            || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low) || !double.IsFinite(low)
            || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high) || !double.IsFinite(high)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new SettingsException($"{option} {text}: expected NAME=LO:HI:N or NAME=LO:HI:N:log, such as eta=0.01:1:50:log");
        }

        if (count is < 1 or > 5000 || (log && (low <= 0 || high <= 0)))
        {
            throw new SettingsException($"{option} {text}: expected from 1 to 5000 values, and positive ends on a logarithmic axis");
        }

        var values = Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i / (count - 1.0))
            .Select(t => log ? low * Math.Pow(high / low, t) : low + ((high - low) * t)).ToArray();
        return new(text[..equals], values);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var subject = Read(call);
        var diagram = new PhaseDiagram(subject.Setup, ReadAxis("--x", call.Get(_x)), ReadAxis("--y", call.Get(_y)), call.Get(_steps), subject.Seed);
        if (diagram.X.Name == diagram.Y.Name)
        {
            throw new SettingsException($"--x and --y are both {diagram.X.Name}: expected two settings");
        }

        // The corners show whether every value is allowed, and one whether the game declines the rule, before anything is computed.
        foreach (var corner in new[] { 0, diagram.X.Values.Length - 1, diagram.Cells - diagram.X.Values.Length, diagram.Cells - 1 })
        {
            _ = diagram.At(corner);
        }

        _ = Decline.AsBadInput(() => diagram.Predict([0]));
        if (subject.Folder is not null)
        {
            _ = ReportAssets.Script;
        }

        using var store = subject.Folder is { } folder ? PhaseStore.Open(Path.Combine(folder.Path, "phase.sqlite"), Settings(subject, diagram)) : null;
        var (predicted, measured) = store?.Read() ?? ([], []);
        var kept = measured.Count;
        var seconds = Compute(call, diagram, predicted, measured, store);
        var computed = measured.Count - kept;
        var complete = predicted.Count == diagram.Cells && (call.Get(_predictOnly) || measured.Count == diagram.Cells);
        var differing = complete && !call.Get(_predictOnly) ? Disagreements(diagram, predicted, measured, call.Cancellation) : [];
        var document = Document(subject, diagram, predicted, measured, differing, computed * (double)diagram.Steps / seconds, seconds, complete);
        if (subject.Folder is not null && complete)
        {
            subject.Folder.Write("result.json", Terminal.Serialize(document));
            subject.Folder.Write("cells.csv", Csv(diagram, predicted, measured));
            subject.Folder.Write("cells.npz", Arrays(diagram, predicted, measured));
            subject.Folder.Write("figure.html", new Html().Element("h1", $"Phase diagram of {subject.GameEntry.Name} under {subject.RuleEntry.Name}")
                .Figure("phase", PhaseFigure.Draw($"{subject.GameEntry.Name} under {subject.RuleEntry.Name}", diagram, predicted, measured, differing)).Definitions(Settings(subject, diagram), "settings").Page("Saddle: phase diagram"));
        }

        call.Out.Result(document, console => Show(console, document));
        if (!complete)
        {
            var where = store is null ? "nothing was kept on disk; with --out a diagram goes on where it stopped" : "they are kept, and the same command goes on from there";
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"interrupted: {measured.Count} of {diagram.Cells} cells are measured; {where}"));
            return ExitStatus.Interrupted;
        }

        return ExitStatus.Done;
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(Subject subject, PhaseDiagram diagram) =>
    [
        .. subject.Described(),
        ("x", $"{diagram.X.Name}={string.Join(',', diagram.X.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}"),
        ("y", $"{diagram.Y.Name}={string.Join(',', diagram.Y.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}"),
        ("steps", diagram.Steps.ToString(CultureInfo.InvariantCulture)),
        ("seed", diagram.Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Csv(PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured)
    {
        var text = new StringBuilder($"{diagram.X.Name},{diagram.Y.Name},predicted,radius,approach,measured,ratio\n");
        for (var cell = 0; cell < diagram.Cells; cell++)
        {
            var (p, m) = (predicted.GetValueOrDefault(cell), measured.GetValueOrDefault(cell));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{diagram.X.Values[cell % diagram.X.Values.Length]:R},{diagram.Y.Values[cell / diagram.X.Values.Length]:R},{p?.Verdict},{p?.Radius:R},{p?.Approach},{m?.Measured.Verdict},{m?.Measured.Ratio:R}\n");
        }

        return text.ToString();
    }

    /// <summary>The diagram as arrays: x, y, and row by row the verdicts as numbers in the order converges, oscillates, diverges, stalls (NaN for none) and the radius.</summary>
    private static byte[] Arrays(PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured)
    {
        int[] shape = [diagram.Y.Values.Length, diagram.X.Values.Length];
        double[] Cells(Func<int, double?> value) => [.. Enumerable.Range(0, diagram.Cells).Select(cell => value(cell) ?? double.NaN)];
        return Npz.Write(
        [
            ("x", [diagram.X.Values.Length], diagram.X.Values),
            ("y", [diagram.Y.Values.Length], diagram.Y.Values),
            ("predicted", shape, Cells(cell => (double?)(int?)predicted.GetValueOrDefault(cell)?.Verdict)),
            ("radius", shape, Cells(cell => predicted.GetValueOrDefault(cell)?.Radius)),
            ("measured", shape, Cells(cell => (double?)(int?)measured.GetValueOrDefault(cell)?.Measured.Verdict)),
        ]);
    }

    private static char? Initial(Verdict? verdict) => verdict is { } v ? char.ToLowerInvariant(v.ToString()[0]) : null;

    private static List<List<string?>> Map(PhaseDiagram diagram, Func<int, Verdict?> verdict) =>
        [.. Enumerable.Range(0, diagram.Y.Values.Length).Select(row => Enumerable.Range(0, diagram.X.Values.Length)
            .Select(column => Initial(verdict((row * diagram.X.Values.Length) + column))?.ToString()).ToList())];

    private double Compute(Invocation call, PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured, PhaseStore? store)
    {
        var all = Enumerable.Range(0, diagram.Cells).ToList();
        using (var progress = Terminal.Progress("predicting"))
        {
            var fresh = Decline.AsBadInput(() => diagram.Predict([.. all.Where(c => !predicted.ContainsKey(c))], progress, call.Cancellation));
            fresh.ToList().ForEach(p => predicted[p.Cell] = p);
            store?.Keep(diagram, fresh, []);
        }

        var seconds = 0.0;
        if (call.Get(_predictOnly))
        {
            return seconds;
        }

        using (var progress = Terminal.Progress("measuring"))
        {
            foreach (var part in all.Where(c => !measured.ContainsKey(c)).Chunk(Part))
            {
                if (call.Cancellation.IsCancellationRequested)
                {
                    break;
                }

                var run = Decline.AsBadInput(() => diagram.Measure(part, cancellation: call.Cancellation));
                run.Cells.ToList().ForEach(m => measured[m.Cell] = m);
                store?.Keep(diagram, [], run.Cells);
                seconds += run.Seconds;
                progress.Report((double)measured.Count / diagram.Cells);
            }
        }

        return seconds;
    }

    /// <summary>
    /// The clear cells in which prediction and measurement differ, each with its class: a cell that agrees from a start a
    /// thousand times nearer differs because of what the linearisation drops.
    /// </summary>
    private static Dictionary<int, string> Disagreements(PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured, CancellationToken cancellation)
    {
        var differing = predicted.Values.Where(p => diagram.IsClear(p) && p.Verdict != measured[p.Cell].Measured.Verdict).Select(p => p.Cell).Order().ToList();
        var nearer = diagram.Measure(differing, nearer: true, cancellation: cancellation).Cells.ToDictionary(m => m.Cell, m => m.Measured.Verdict);
        return differing.ToDictionary(cell => cell, cell =>
        {
            var (p, m) = (predicted[cell].Verdict, measured[cell].Measured.Verdict);
            var why = !nearer.TryGetValue(cell, out var near) ? "not examined"
                : near == p ? Nonlinear
                : "differs also from a start 1000 times nearer";
            return $"predicted {p}, measured {m}; {why}".ToLowerInvariant();
        });
    }

    private static Dictionary<string, object?> Document(
        Subject subject, PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured, Dictionary<int, string> differing, double stepsPerSecond, double seconds, bool complete)
    {
        var clear = predicted.Values.Count(diagram.IsClear);
        var compared = measured.Count > 0 && complete;
        return new(StringComparer.Ordinal)
        {
            ["game"] = subject.GameEntry.Name,
            ["rule"] = subject.RuleEntry.Name,
            ["settings"] = subject.Settings(),
            ["seed"] = subject.Seed,
            ["steps"] = diagram.Steps,
            ["x"] = new { diagram.X.Name, diagram.X.Values },
            ["y"] = new { diagram.Y.Name, diagram.Y.Values },
            ["predicted"] = Map(diagram, cell => predicted.GetValueOrDefault(cell)?.Verdict),
            ["measured"] = measured.Count == 0 ? null : Map(diagram, cell => measured.GetValueOrDefault(cell)?.Measured.Verdict),
            ["agreement"] = compared && clear > 0 ? 1 - (differing.Count / (double)clear) : null,
            ["agreement_linear"] = compared && clear > 0 ? Linear(clear, differing) : null,
            ["cells"] = diagram.Cells,
            ["excluded"] = predicted.Count - clear,
            ["disagreements"] = differing.Values.GroupBy(c => c, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            ["steps_per_second"] = seconds > 0 ? stepsPerSecond : null,
            ["seconds"] = seconds,
            ["note"] = complete ? null : "interrupted: null marks cells that are not done",
        };
    }

    /// <summary>The agreement over the clear cells without those in which what the linearisation drops makes the difference.</summary>
    private static double? Linear(int clear, Dictionary<int, string> differing)
    {
        var nonlinear = differing.Values.Count(c => c.EndsWith(Nonlinear, StringComparison.Ordinal));
        return clear > nonlinear ? 1 - ((differing.Count - nonlinear) / (double)(clear - nonlinear)) : null;
    }

    private static void Show(IAnsiConsole console, Dictionary<string, object?> document)
    {
        foreach (var map in new[] { "predicted", "measured" })
        {
            if (document[map] is List<List<string?>> rows)
            {
                console.WriteLine($"{map} (c converges, o oscillates, d diverges, s stalls; first row at the bottom):");
                foreach (var row in Enumerable.Reverse(rows).Take(60))
                {
                    console.WriteLine("  " + string.Concat(row.Take(200).Select(c => c ?? ".")));
                }
            }
        }

        if (document["measured"] is null)
        {
            return;
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreement {document["agreement"]:F4} over the cells that are clear of every boundary; {document["excluded"]} of {document["cells"]} are excluded"));
        if (document["agreement_linear"] is double linear && linear != (double)document["agreement"]!)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreement {linear:F4} without the cells that the start's distance decides: those that agree from a start 1000 times nearer"));
        }

        foreach (var (name, count) in (Dictionary<string, int>)document["disagreements"]!)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,6}  {name}"));
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{document["seconds"]:F2} s of measuring, {document["steps_per_second"]:G4} cell updates a second"));
    }
}
