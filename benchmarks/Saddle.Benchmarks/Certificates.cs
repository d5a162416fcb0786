using System.CommandLine;
using System.Globalization;
using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// Every metric that there are sanity checks of against every check, beside the published verdicts of Räisä et al.
/// 2025 and beside curves that their own code gave: the tables of docs/metrics-certificate.md.
/// </summary>
internal sealed class Certificates : Benchmark
{
    // Nothing is published of distances.
    private const string None = "";

    // With the settings that were published. The one-class embedding of IAP and IBR is not part of ours.
    private static readonly (string Metric, string Figure, string Short, string Published)[] Columns =
    [
        ("prdc:k=3:closed=true", "precision", "I-Prec", "precision"),
        ("prdc:k=5:closed=true", "density", "Density", "density"),
        ("alpha-precision", "delta_precision_alpha", "IAP", "integrated_alpha_precision"),
        ("cover:k=5:c=3", "cover_precision", "C-Prec", "precision_cover"),
        ("symmetric:k=5", "sym_precision", "symPrec", "sym_precision"),
        ("p-precision-recall:a=1.2:k=4", "p_precision", "P-Prec", "probabilistic_precision"),
        ("clipped:k=5", "clipped_density", "Clipped Density", "clipped_density"),
        ("prdc:k=3:closed=true", "recall", "I-Rec", "recall"),
        ("prdc:k=5:closed=true", "coverage", "Coverage", "coverage"),
        ("alpha-precision", "delta_coverage_beta", "IBR", "integrated_beta_recall"),
        ("cover:k=5:c=3", "cover_recall", "C-Rec", "recall_cover"),
        ("symmetric:k=5", "sym_recall", "symRec", "sym_recall"),
        ("p-precision-recall:a=1.2:k=4", "p_recall", "P-Rec", "probabilistic_recall"),
        ("clipped:k=5", "clipped_coverage", "Clipped Coverage", "clipped_coverage"),
        ("fid", "fid", "Frechet", None),
        ("kid:subset-size=all", "kid", "KID", None),
        ("cmmd", "cmmd", "CMMD", None),
        ("sliced-wasserstein", "sliced_wasserstein", "sliced Wasserstein", None),
    ];

    private readonly Dictionary<(string Metric, string Check), CheckResult> _results = [];

    public override string Name => "certificates";

    public override string Summary => "every metric against every sanity check, beside the published verdicts";

    public override Command ToCommand()
    {
        var command = new Command(Name, Summary);
        var repeats = new Option<int>("--repeats") { DefaultValueFactory = _ => 3 };
        var references = new Option<string?>("--references")
        {
            Description = "the folder metrics/sanity of the references, with published verdicts and curves",
        };
        var metrics = new Option<string[]>("--metric") { Description = "of these metrics alone, with their settings" };
        command.Options.Add(repeats);
        command.Options.Add(references);
        command.Options.Add(metrics);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(repeats), parsed.GetValue(references), parsed.GetValue(metrics) ?? [], cancellation)));
        return command;
    }

    private int Run(int repeats, string? references, string[] metrics, CancellationToken cancellation)
    {
        TorchRuntime.SetThreads(1, 1);
        var chosen = Columns
            .Where(one => metrics.Length == 0 || metrics.Contains(one.Metric, StringComparer.Ordinal)).ToList();
        foreach (var group in chosen.GroupBy(one => one.Metric, StringComparer.Ordinal))
        {
            var certification = new Certification(Spec.Parse<Metric>(group.Key), repeats)
            {
                Cache = MetricCache.FromEnvironment(),
                Cancellation = cancellation,
            };
            var seconds = 0.0;
            foreach (var check in SanityChecks.All)
            {
                var result = certification.Of(check);
                _results[(group.Key, check.Name)] = result;
                seconds += result.Seconds;
                Console.Error.WriteLine(FormattableString.Invariant($"{group.Key} {check.Name} {result.Seconds:F0} s"));
            }

            Console.WriteLine(FormattableString.Invariant($"{group.Key}: {seconds:F0} s"));
        }

        var published = references is null ? [] : Verdicts(references);
        foreach (var group in chosen.GroupBy(AimOf))
        {
            Table([.. group], published);
        }

        Differing(chosen, published);
        if (references is not null)
        {
            Curves(chosen, Path.Combine(references, "curves.csv"));
        }

        return 0;
    }

    private static FigureAim AimOf((string Metric, string Figure, string Short, string Published) one) =>
        Spec.Parse<Metric>(one.Metric).Aims.Single(aim => aim.Figure == one.Figure).Aim;

    private void Table(
        List<(string Metric, string Figure, string Short, string Published)> columns,
        Dictionary<(string Check, string Desideratum, string Metric), string> published)
    {
        Console.WriteLine();
        Console.WriteLine($"| check | judged | {string.Join(" | ", columns.Select(c => c.Short))} |");
        Console.WriteLine($"|---|---|{string.Concat(Enumerable.Repeat("---|", columns.Count))}");
        foreach (var check in SanityChecks.All)
        {
            foreach (var (row, desideratum) in check.Desiderata.Index())
            {
                var cells = columns.Select(c => Cell(
                    _results[(c.Metric, check.Name)].Verdict(c.Figure, desideratum),
                    Published(published, check, desideratum, c.Published)));
                var title = row > 0 ? string.Empty : check.Title + (check.IsPublished ? string.Empty : " (ours)");
                Console.WriteLine($"| {title} | {desideratum} | {string.Join(" | ", cells)} |");
            }
        }

        var passes = columns.Select(c =>
        {
            var all = SanityChecks.All.SelectMany(
                check => check.Desiderata.Select(d => _results[(c.Metric, check.Name)].Verdict(c.Figure, d)))
                .Where(verdict => verdict != SanityVerdict.NotJudged).ToList();
            return $"{all.Count(verdict => verdict != SanityVerdict.Fail)} of {all.Count}";
        });
        Console.WriteLine($"| passes | | {string.Join(" | ", passes)} |");
    }

    private static string Cell(SanityVerdict ours, string? theirs) =>
        theirs is null || theirs == Word(ours) ? Letter(Word(ours)) : $"**{Letter(Word(ours))}** ({Letter(theirs)})";

    private static string Letter(string word) => word switch
    {
        "pass" => "P",
        "pass as low" => "L",
        "pass as high" => "H",
        "fail" => "F",
        _ => string.Empty,
    };

    private static string Word(SanityVerdict verdict) => verdict switch
    {
        SanityVerdict.Pass => "pass",
        SanityVerdict.PassAsLow => "pass as low",
        SanityVerdict.PassAsHigh => "pass as high",
        SanityVerdict.Fail => "fail",
        _ => string.Empty,
    };

    private static string? Published(
        Dictionary<(string Check, string Desideratum, string Metric), string> all,
        SanityCheck check,
        string desideratum,
        string metric) =>
        // The tables of the repository still call the growing size a hyperparameter.
        all.GetValueOrDefault((check.Name, desideratum == "data-size" ? "hyperparameters" : desideratum, metric));

    // Why a verdict is another: the criterion that decides it, with its values.
    private void Differing(
        List<(string Metric, string Figure, string Short, string Published)> columns,
        Dictionary<(string Check, string Desideratum, string Metric), string> published)
    {
        var (same, other) = (0, new List<string>());
        foreach (var column in columns)
        {
            foreach (var check in SanityChecks.All)
            {
                var result = _results[(column.Metric, check.Name)];
                foreach (var desideratum in check.Desiderata)
                {
                    var (ours, theirs) = (Word(result.Verdict(column.Figure, desideratum)),
                        Published(published, check, desideratum, column.Published));
                    if (theirs is null || ours == theirs)
                    {
                        same += theirs is null ? 0 : 1;
                        continue;
                    }

                    var why = result.Figures.Single(f => f.Figure == column.Figure).Judgements[desideratum]
                        .Where(j => ours != "fail" || j.Verdict == SanityVerdict.Fail)
                        .Select(j => $"{j.Where}: {j.Saw}");
                    other.Add($"- {column.Short}, {check.Title}, {desideratum}: {ours}, published {theirs}; "
                        + string.Join("; ", why));
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{same} of {same + other.Count} verdicts are the published ones.");
        other.ForEach(Console.WriteLine);
    }

    private static Dictionary<(string Check, string Desideratum, string Metric), string> Verdicts(string folder)
    {
        // check, name, desideratum, kind, metric, short, verdict; the name may hold a comma.
        var all = Table(folder, "raisa2025_published.csv")
            .ToDictionary(parts => (parts[0], parts[^5], parts[^3]), parts => parts[^1]);

        // Clipped density and coverage, which are not in the paper: by the repository's own code, three repeats.
        foreach (var parts in Table(folder, "our_verdicts.csv"))
        {
            all.TryAdd((parts[0], parts[1], parts[2]), parts[4]);
        }

        return all;
    }

    private static IEnumerable<string[]> Table(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split(','));

    private void Curves(
        List<(string Metric, string Figure, string Short, string Published)> columns, string file)
    {
        var theirs = Lines(file).ToLookup(point => (point.Check, point.Metric));
        Console.WriteLine();
        Console.WriteLine(
            "| figure | points | mean difference | mean of absolute ones | of 95 % at most | largest, where |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var column in columns.Where(c => c.Published.Length > 0))
        {
            var differences = SanityChecks.All.SelectMany(check => Differences(
                check, column, [.. theirs[(check.Name, column.Published)]])).ToList();
            if (differences.Count == 0)
            {
                continue;
            }

            var largest = differences.MaxBy(d => Math.Abs(d.By));
            var sorted = differences.Select(d => Math.Abs(d.By)).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {column.Short} | {sorted.Count} | {differences.Average(d => d.By):F4} | {sorted.Average():F4} | "
                + $"{sorted[(int)(0.95 * (sorted.Count - 1))]:F3} | {largest.By:F3}: {largest.Where} |"));
        }
    }

    private IEnumerable<(double By, string Where)> Differences(
        SanityCheck check,
        (string Metric, string Figure, string Short, string Published) column,
        List<(string Check, string Metric, string[] Setting, double Mean)> theirs)
    {
        if (theirs.Count == 0)
        {
            yield break;
        }

        var curves = _results[(column.Metric, check.Name)].Figures.Single(f => f.Figure == column.Figure).Curves;
        foreach (var curve in curves)
        {
            // What is left of a setting is the place on the curve.
            var held = curve.Setting.Length == 0 ? [] : curve.Setting.Split("; ");
            var points = theirs
                .Where(point => held.All(part => point.Setting.Contains(part, StringComparer.Ordinal)))
                .Select(point => (X: Place(point.Setting.Except(held, StringComparer.Ordinal).Single()), point.Mean));
            foreach (var (x, mean) in points)
            {
                var i = Enumerable.Range(0, curve.X.Count).MinBy(i => Math.Abs(curve.X[i] - x));
                if (Math.Abs(curve.X[i] - x) > 1e-6 * Math.Max(1, Math.Abs(x)))
                {
                    throw new InvalidOperationException($"{check.Name}: theirs has a point at {x}, ours none");
                }

                yield return (
                    curve.Mean[i] - mean,
                    FormattableString.Invariant(
                        $"{check.Title}, {curve.Setting} at {x:G3}: {curve.Mean[i]:F3}, theirs {mean:F3}"));
            }
        }
    }

    private static double Place(string part) =>
        double.Parse(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private static IEnumerable<(string Check, string Metric, string[] Setting, double Mean)> Lines(string file) =>
        File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(parts => (
            parts[0], parts[2], parts[1].Split("; "), double.Parse(parts[3], CultureInfo.InvariantCulture)));
}
