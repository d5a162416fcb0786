using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>A run that another program made and logged, as the doctor sees it.</summary>
/// <remarks>
/// A log is read by <see cref="TrainingLog"/>; its columns are known by their names (<see cref="LoggedFigure"/>), or
/// said.
/// </remarks>
/// <example>
/// <code>
/// var run = ForeignRun.Read(["logs/"], "", null)[0];
/// var examination = Examination.Of(new CaseHistory(run.Pairs[0].Series));
/// </code>
/// </example>
public sealed record ForeignRun
{
    private const int MostTold = 100;
    private const string Store = "store";

    private static readonly string[] Tables = [".csv", ".tsv", ".jsonl", ".json"];

    private ForeignRun(LoggedRun run, IReadOnlyList<ForeignPair> pairs) => (Name, Source, Pairs) =
        (run.Name, run.Source, pairs);

    /// <summary>The run's name in its log.</summary>
    public string Name { get; }

    /// <summary>The file or folder that it was read from.</summary>
    public string Source { get; }

    /// <summary>The pairs of players that were trained in it: one, but for a CycleGAN and the like.</summary>
    public IReadOnlyList<ForeignPair> Pairs { get; }

    /// <summary>Which columns were taken: the figure's key and the column, or several.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Taken { get; private init; } = [];

    /// <summary>Which columns were left.</summary>
    public IReadOnlyList<string> Left { get; private init; } = [];

    /// <summary>How many cells of a column hold no number, or one that is not finite and does not last.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Missing { get; private init; } = [];

    /// <summary>What had to be decided or left out in reading, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Reads a log: the runs in it.</summary>
    /// <param name="paths">A file, folder or pipe; several are curves of one run.</param>
    /// <param name="columns">Which columns to take, as <c>loss_d=NAME,loss_g=NAME</c>; empty to find them.</param>
    /// <param name="name">The one run that is wanted; null for all.</param>
    /// <exception cref="DataException">
    /// It is no log, holds no numbers, has no figure of either player, or not the run that is wanted.
    /// </exception>
    public static IReadOnlyList<ForeignRun> Read(IReadOnlyList<string> paths, string columns, string? name)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(columns);
        var runs = paths.Count == 1 ? TrainingLog.Read(paths[0]) : [Joined(paths)];
        var wanted = name is null ? runs : Named(runs, paths[0], name);
        var read = wanted.Select(r => Of(r, columns)).ToList();
        var usable = read.Where(r => r.Pairs.Count > 0).ToList();
        return usable.Count > 0 ? OfOneForm(usable) : throw Nothing(paths[0], wanted);
    }

    // Several files: the curves of each, by a name of their own.
    private static LoggedRun Joined(IReadOnlyList<string> paths)
    {
        var logs = paths.Select(p => (Path: p, Run: One(p))).ToList();
        var shared = logs.SelectMany(l => l.Run.Curves).GroupBy(c => c.Name, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any())
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        var curves = logs.SelectMany(l => l.Run.Curves.Select(c => shared.Contains(c.Name)
            ? c with { Name = $"{Path.GetFileName(l.Path)}: {c.Name}" }
            : c));
        return new(logs[0].Run.Name, [.. curves])
        {
            Source = paths[0],
            Remarks = [.. logs.SelectMany(l => l.Run.Remarks)],
        };
    }

    private static LoggedRun One(string path) => TrainingLog.Read(path) is [var run]
        ? run
        : throw new DataException(path, "holds several runs; of several files each gives curves of one run");

    private static List<LoggedRun> Named(IReadOnlyList<LoggedRun> runs, string path, string name)
    {
        var exact = runs.Where(r => r.Name == name).ToList();
        var found = exact.Count > 0
            ? exact
            : [.. runs.Where(r => r.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count > 0
            ? found
            : throw new DataException(
                path,
                $"has no run '{Excerpt.Of(name)}'; it has {Excerpt.Of([.. runs.Select(r => r.Name)])}");
    }

    // A folder may hold the same run in several forms, a CSV file beside event files and what went to the screen: the
    // table is taken where it is long enough, for it says all with one name each.
    private static IReadOnlyList<ForeignRun> OfOneForm(IReadOnlyList<ForeignRun> runs)
    {
        var forms = runs.GroupBy(r => Form(r.Source), StringComparer.OrdinalIgnoreCase).ToList();
        if (forms.Count == 1)
        {
            return runs;
        }

        var best = forms
            .OrderByDescending(f => f.Max(r => r.Losses))
            .ThenBy(f => f.Max(r => r.Entries) < CaseHistory.MinEntries)
            .ThenBy(f => Tables.Contains(f.Key, StringComparer.OrdinalIgnoreCase) ? 0 : f.Key == Store ? 1 : 2)
            .ThenByDescending(f => f.Max(r => r.Entries))
            .First();
        var others = runs.Except(best).Select(r => Path.GetFileName(r.Source)).Distinct(StringComparer.Ordinal);
        var remark = $"the same folder holds {Excerpt.Of([.. others])}, not looked at";
        return [.. best.Select(r => r with { Remarks = [.. r.Remarks, remark] })];
    }

    private static string Form(string source) =>
        Directory.Exists(source) || Path.GetFileName(source).Contains("tfevents", StringComparison.Ordinal)
            ? Store
            : Path.GetExtension(source);

    private int Losses => Pairs.Max(p => p.Series.Keys.Count(k => k.StartsWith("loss/", StringComparison.Ordinal)));

    private int Entries => Pairs.Max(p => p.Series.Values.Max(s => s.Count));

    private static ForeignRun Of(LoggedRun run, string columns)
    {
        var missing = new Dictionary<string, int>(StringComparer.Ordinal);
        var remarks = new List<string>(run.Remarks);
        var curves = new List<Curve>();
        foreach (var curve in run.Curves)
        {
            var (ordered, remark) = LogSteps.InOrder(curve);
            curves.Add(ordered);
            if (remark is not null && ColumnName.Of(curve.Name).Kind != ColumnKind.Unknown)
            {
                remarks.Add($"{Excerpt.Of(curve.Name)}: {remark}");
            }

            if (curve.Missing > 0)
            {
                missing[curve.Name] = curve.Missing;
            }
        }

        var chooser = new ColumnChooser(curves);
        var said = SaidColumns.Read(columns, curves, run.Source);
        var choices = chooser.Pairs()
            .Select(p => (Pair: p, Chosen: said.Count > 0 ? Over(said, chooser.Choose(p)) : [.. chooser.Choose(p)]))
            .Where(c => c.Chosen.Count > 0)
            .ToList();
        var found = choices
            .Select(c => new ForeignPair(c.Pair, Series(c.Chosen, missing), Names(c.Chosen), UnitOf(c.Chosen)))
            .Where(p => p.Series.Count > 0)
            .ToList();
        var taken = choices.SelectMany(c => Names(c.Chosen)).ToHashSet(StringComparer.Ordinal);
        return new(run, found)
        {
            Taken =
            [
                .. choices.SelectMany(c => c.Chosen)
                    .GroupBy(c => c.Figure.Key, StringComparer.Ordinal)
                    .Select(g => KeyValuePair.Create(
                        g.Key, string.Join(", ", g.Select(c => c.Text).Distinct(StringComparer.Ordinal)))),
            ],
            Left = [.. run.Curves.Select(c => c.Name).Where(n => !taken.Contains(n)).Take(MostTold)],
            Missing = [.. missing.Take(MostTold)],
            Remarks = Told(remarks),
        };
    }

    // What is said goes before what is found.
    private static List<ColumnChoice> Over(IReadOnlyList<ColumnChoice> said, IEnumerable<ColumnChoice> found) =>
        [.. said, .. found.Where(f => said.All(s => s.Figure != f.Figure))];

    private static Dictionary<string, IReadOnlyList<(long Step, double Value)>> Series(
        List<ColumnChoice> chosen, Dictionary<string, int> missing)
    {
        var series = new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal);
        var sums = chosen.Select(c => (Choice: c, Curve: c.Sum())).ToList();
        var isLogged = sums.Exists(s => IsFinite(s.Curve));
        foreach (var (choice, sum) in sums)
        {
            // Never finite beside others that are: it was not logged.
            var (curve, gaps) = isLogged && !IsFinite(sum)
                ? (sum with { Points = [] }, sum.Points.Count)
                : Gaps.Closed(sum);
            if (gaps > 0)
            {
                missing[choice.Text] = missing.GetValueOrDefault(choice.Text) + gaps;
            }

            if (curve.Points.Count > 0)
            {
                series[choice.Figure.Series] = [.. curve.Points.Select(p => ((long)p.Step, p.Value))];
            }
        }

        return series;
    }

    private static bool IsFinite(Curve curve) => curve.Points.Any(p => double.IsFinite(p.Value));

    private static List<string> Names(List<ColumnChoice> chosen) =>
        [.. chosen.SelectMany(c => c.Columns).Select(c => c.Name)];

    private static LogUnit UnitOf(List<ColumnChoice> chosen) => chosen[0].Columns[0].Unit;

    // The same sentence of many curves is said once.
    private static List<string> Told(List<string> remarks) =>
    [
        .. remarks
            .GroupBy(r => r[(r.IndexOf(": ", StringComparison.Ordinal) + 1)..], StringComparer.Ordinal)
            .Select(g => g.First()),
    ];

    private static DataException Nothing(string path, IReadOnlyList<LoggedRun> runs)
    {
        var names = runs.SelectMany(r => r.Curves).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 || runs.All(r => r.Curves.All(c => c.Points.Count == 0))
            ? new(path, "holds no data points; expected losses of both players, a number for each update or epoch")
            : new(
                path,
                $"none of its columns ({Excerpt.Of(names)}) is known for a player's loss; "
                + "expected names such as loss_g and loss_d, or --columns loss_d=NAME,loss_g=NAME");
    }
}
