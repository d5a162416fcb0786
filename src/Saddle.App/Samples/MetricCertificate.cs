using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Torch;
using Spectre.Console;

namespace Saddle.App.Samples;

/// <summary>What sanity checks found of a metric, as a table and as JSON.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Repeats">How often each check was drawn.</param>
/// <param name="Seed">The seed of what was drawn.</param>
/// <param name="Results">What each check found.</param>
internal sealed record MetricCertificate(Metric Metric, int Repeats, ulong Seed, IReadOnlyList<CheckResult> Results)
{
    /// <summary>How often checks are drawn where nobody says.</summary>
    public const int Usual = 3;

    /// <summary>Puts a metric to checks, and shows how far it is.</summary>
    /// <param name="certification">The metric, and how it is put to them.</param>
    /// <param name="checks">The checks.</param>
    public static MetricCertificate Of(Certification certification, IReadOnlyList<SanityCheck> checks)
    {
        Certification.Require(certification.Metric);
        TorchRuntime.SetThreads(1, 1); // samples are few: several measurements at once are faster than several threads
        var results = checks.Select(check =>
        {
            using var progress = Terminal.Progress($"{certification.Metric.Name}, {check.Title}");
            return (certification with { Progress = progress }).Of(check);
        });
        return new(certification.Metric, certification.Repeats, certification.Seed, [.. results]);
    }

    /// <summary>As JSON.</summary>
    public object Document() => new
    {
        Metric = Metric.Name,
        Settings = Catalog<Metric>.EntryOf(Metric).SettingsOf(Metric),
        Repeats,
        Seed,
        Figures = Metric.Aims.Select(a => new { a.Figure, a.Aim, Passes = Passes(a.Figure), Of = Judged(a.Figure) }),
        Checks = Results.Select(result => new
        {
            result.Check.Name,
            result.Check.Title,
            Published = result.Check.IsPublished,
            result.Refused,
            result.Seconds,
            Figures = result.Figures.Select(figure => new
            {
                figure.Figure,
                Verdicts = result.Check.Desiderata.ToDictionary(d => d, figure.Verdict, StringComparer.Ordinal),
                Criteria = result.Check.Desiderata.SelectMany(desideratum => figure.Judgements[desideratum]
                    .Where(judgement => judgement.Verdict != SanityVerdict.NotJudged)
                    .Select(judgement => new { desideratum, judgement.Where, judgement.Verdict, judgement.Saw })),
                Curves = figure.Curves.Select(c => new { c.Setting, result.Check.Axis, c.X, c.Mean, c.Deviation }),
            }),
        }),
    };

    /// <summary>As a table: a row for each desideratum of each check, a column for each figure.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="reasons">Whether what fails is said with the values that decided it.</param>
    public void Show(IAnsiConsole console, bool reasons)
    {
        console.WriteLine(FormattableString.Invariant(
            $"{Metric}: sanity checks, drawn {Times(Repeats)} with seed {Seed}, means judged"));
        var table = Terminal.Table(["check", "judged", .. Metric.Aims.Select(a => $"{a.Figure} ({Word(a.Aim)})")]);
        foreach (var result in Results)
        {
            foreach (var (row, desideratum) in result.Check.Desiderata.Index())
            {
                table.AddRow([
                    row == 0 ? Title(result.Check) : string.Empty,
                    desideratum,
                    .. Metric.Aims.Select(a => Word(result, a.Figure, desideratum)),
                ]);
            }
        }

        table.AddRow(["passes", string.Empty, .. Metric.Aims.Select(a => $"{Passes(a.Figure)} of {Judged(a.Figure)}")]);
        console.Write(table);
        foreach (var line in Refusals().Concat(reasons ? Reasons() : []))
        {
            Terminal.Line(console, line);
        }
    }

    /// <summary>What a reader of metrics' figures must know, a sentence for each figure.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="all">The metrics' certificates.</param>
    public static void Say(IAnsiConsole console, IReadOnlyList<MetricCertificate> all)
    {
        foreach (var certificate in all)
        {
            Terminal.Line(console, $"{certificate.Metric}, drawn {Times(certificate.Repeats)}:");
            foreach (var sentence in certificate.Sentences())
            {
                Terminal.Line(console, $"  {sentence}");
            }
        }
    }

    /// <summary>A sentence for each figure: how many checks it passes, and which it fails.</summary>
    public IEnumerable<string> Sentences() => Metric.Aims.Select(a =>
    {
        var failed = Results.Where(r => r.Check.Desiderata.Any(d => r.Verdict(a.Figure, d) == SanityVerdict.Fail))
            .Select(r => r.Check.Title);
        return $"{a.Figure} passes {Passes(a.Figure)} of {Judged(a.Figure)} sanity checks"
            + (failed.Any() ? $"; it fails in: {string.Join(", ", failed)}" : string.Empty);
    });

    /// <summary>How many of a figure's verdicts are passes.</summary>
    /// <param name="figure">The figure.</param>
    public int Passes(string figure) => Verdicts(figure).Count(v => v != SanityVerdict.Fail);

    /// <summary>How many verdicts a figure has.</summary>
    /// <param name="figure">The figure.</param>
    public int Judged(string figure) => Verdicts(figure).Count();

    /// <summary>A verdict in a word.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Word(SanityVerdict verdict) => verdict switch
    {
        SanityVerdict.Pass => "pass",
        SanityVerdict.PassAsLow => "pass (low)",
        SanityVerdict.PassAsHigh => "pass (high)",
        SanityVerdict.Fail => "fail",
        _ => "-",
    };

    private static string Word(FigureAim aim) => aim.ToString().ToLowerInvariant();

    private static string Word(CheckResult result, string figure, string desideratum) =>
        result.Refused is null ? Word(result.Verdict(figure, desideratum)) : "refused";

    private static string Title(SanityCheck check) => check.IsPublished ? check.Title : $"{check.Title} (ours)";

    private static string Times(int repeats) =>
        repeats == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{repeats} times");

    private IEnumerable<SanityVerdict> Verdicts(string figure) => Results
        .SelectMany(result => result.Check.Desiderata.Select(desideratum => result.Verdict(figure, desideratum)))
        .Where(verdict => verdict != SanityVerdict.NotJudged);

    private IEnumerable<string> Refusals() => Results.Where(result => result.Refused is not null)
        .Select(result => $"{result.Check.Title}: refused: {result.Refused}");

    private IEnumerable<string> Reasons() =>
        from result in Results
        from figure in result.Figures
        from desideratum in result.Check.Desiderata
        from judgement in figure.Judgements[desideratum]
        where judgement.Verdict == SanityVerdict.Fail
        select $"{figure.Figure}, {result.Check.Title}, {desideratum}: {judgement.Where}: {judgement.Saw}";
}
