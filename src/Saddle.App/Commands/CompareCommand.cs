using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Metrics.Reading;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle compare A B C...</c>: which of several sets of samples is better, and whether that may be chance.
/// </summary>
[Command(
    "compare",
    "which of several sets of samples is better by metrics, and whether that may be chance",
    "compare ring ring:sd=0.03 ring:radius=1.5 --mmd --prdc -n 1000")]
public sealed class CompareCommand : MetricsCommand
{
    private readonly Argument<string[]> _others;
    private readonly Option<long> _blocks;

    /// <summary>Declares the options.</summary>
    public CompareCommand()
    {
        _others = DeclareArgument<string[]>("c", "further sets that are compared with B", ArgumentArity.OneOrMore);
        _blocks = DeclareCount("--blocks", "into how many blocks sides are cut for the test", 10, 5, PairedTest.Most);
    }

    /// <inheritdoc/>
    private protected override bool KeepsSamples(Invocation call) => IsLogged(call) || ReportOf(call) is not null
        ? throw new SettingsException("--report and --log are of one candidate; expected 'saddle metrics A B'")
        : AsksForFloor(call) ? throw new SettingsException(
            "--floor: candidates are held against one another; expected 'saddle metrics A B --floor'")
        : true;

    /// <inheritdoc/>
    private protected override void Report(Invocation call, Comparison comparison, IReadOnlyList<Metric> metrics)
    {
        string[] named = [comparison.Generated.Name, .. call.Get(_others)!];
        if (named.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SettingsException($"{twice.Key} is named twice; expected candidates that differ");
        }

        List<Side> candidates =
        [
            comparison.Generated,
            .. call.Get(_others)!.Select(text => Read(call, comparison, text)),
        ];
        using var progress = Terminal.Progress("comparing");
        var how = new MeasuringSettings(
            comparison.How.Seed, comparison.How.Protocol.Ddof, progress, comparison.How.Cancellation)
        {
            Test = comparison.Test,
        };
        var contest = new Contest(comparison.Reference!, candidates, (int)call.Get(_blocks), how);
        List<ContestFigure> figures = [.. metrics.SelectMany(contest.By)];
        var certificates = Certificates(call, comparison, metrics);
        call.Result(Document(comparison, contest, figures, certificates), console =>
        {
            Show(console, comparison, contest, figures);
            MetricCertificate.Say(console, certificates);
        });
    }

    private Side Read(Invocation call, Comparison comparison, string text)
    {
        using var source = OpenSource(call, text);
        if (source.Features is null && comparison.How.By is null)
        {
            throw new SettingsException($"{text}: images, where the first sides are none; expected sides of one kind");
        }

        var side = source.Read(comparison.How);
        Origin.Check(comparison.Reference!, side);
        return side;
    }

    private static object Document(
        Comparison comparison,
        Contest contest,
        List<ContestFigure> figures,
        IReadOnlyList<MetricCertificate> certificates) => new
        {
            Reference = comparison.Reference!.Name,
            Candidates = contest.Candidates.Select(side => new { side.Name, N = side.Count }),
            contest.Blocks,
            Metrics = figures.Select(figure => new
            {
                Metric = figure.Metric.NameOn(comparison.Features),
                figure.Figure,
                figure.Metric.HigherIsBetter,
                Values = figure.Values.Select(v => v.Value),
                Intervals = figure.Values.Select(v => v.Interval is { } i ? (double[])[i.Low, i.High] : null),
                Best = contest.Candidates[figure.Best].Name,
                Pairs = figure.Pairs.Select(pair => new
                {
                    First = contest.Candidates[pair.First].Name,
                    Second = contest.Candidates[pair.Second].Name,
                    pair.Difference,
                    P = pair.Chance,
                    Better = pair.Better is { } better ? contest.Candidates[better].Name : null,
                }),
                Note = figure.Why,
                Protocol = comparison.ProtocolOf(figure.Metric),
            }),
            Agreement = Agreement(figures).Select(pair => new { pair.First, pair.Second, pair.Tau }),
            Certificates = certificates.Select(certificate => certificate.Document()),
            Notes = comparison.Notes,
        };

    // Of three candidates or more: how far figures put them in the same order, better ones alike.
    private static IEnumerable<(string First, string Second, double Tau)> Agreement(List<ContestFigure> figures)
    {
        static double[] Worth(ContestFigure figure) =>
            [.. figure.Values.Select(v => figure.Metric.HigherIsBetter ? v.Value : -v.Value)];

        return figures[0].Values.Count < 3 ? [] : figures.SelectMany((second, i) => figures.Take(i).Select(first => (
            first.Name,
            second.Name,
            RankAgreement.Tau(Worth(first), Worth(second)))));
    }

    private static void Show(
        IAnsiConsole console, Comparison comparison, Contest contest, List<ContestFigure> figures)
    {
        Terminal.Line(console, $"{comparison.Reference!.Name} (reference, n = {comparison.Reference.Count})");
        var table = Terminal.Table(
            ["metric", "figure", .. contest.Candidates.Select(side => $"{side.Name}, n = {side.Count}")]);
        foreach (var figure in figures)
        {
            table.AddRow([
                Terminal.Cell(figure.Metric.NameOn(comparison.Features)),
                Terminal.Cell(figure.Figure),
                .. figure.Values.Select((value, i) => Cell(value, i == figure.Best)),
            ]);
        }

        console.Write(table);
        foreach (var figure in figures)
        {
            Terminal.Line(console, $"{figure.Name}:");
            foreach (var pair in figure.Pairs)
            {
                Terminal.Line(console, $"  {Sentence(contest, pair, figure.Why)}");
            }
        }

        foreach (var (first, second, tau) in Agreement(figures))
        {
            Terminal.Line(console, FormattableString.Invariant($"{first} and {second}: Kendall's tau {tau:F2}"));
        }

        foreach (var note in comparison.Notes)
        {
            Terminal.Line(console, note);
        }
    }

    private static string Cell(MetricFigure value, bool best)
    {
        static string Number(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
        var interval = value.Interval is { } i ? $" ({Number(i.Low)} to {Number(i.High)})" : string.Empty;
        return (best ? "* " : string.Empty) + Terminal.Cell(Number(value.Value) + interval);
    }

    private static string Sentence(Contest contest, ContestPair pair, string? why)
    {
        var (first, second) = (contest.Candidates[pair.First].Name, contest.Candidates[pair.Second].Name);
        var chance = pair.Chance is { } p ? string.Create(CultureInfo.InvariantCulture, $"p = {p:G2}") : null;
        return (chance, pair.Better) switch
        {
            (null, _) => $"{first} and {second}: {why ?? "no test"}",
            ({ }, { } better) => $"{contest.Candidates[better].Name} is better than "
                + $"{(better == pair.First ? second : first)} ({chance})",
            _ => $"{first} and {second} cannot be told apart ({chance})",
        };
    }
}
