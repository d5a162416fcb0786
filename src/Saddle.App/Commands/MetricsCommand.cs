using System.CommandLine;
using System.Text;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle metrics A B --fid --kid ...</c>: any metrics of the same two sides, which are read once.
/// </summary>
[Command(
    "metrics",
    "any metrics of two sets of samples: images, points or texts",
    "metrics ring ring:radius=1.5 --modes --mmd -n 1000")]
public class MetricsCommand : MeasuringCommand
{
    // Settings that have an option here, for all the metrics named that have them.
    private static readonly IReadOnlyList<(string Name, string Doc)> Shared =
    [
        ("k", "which neighbour sets the radius of a ball"),
        ("subset-size", "the samples of each of KID's subsets, or all"),
        ("order", "the order of the entropy of --vendi: 1 is Shannon's, infinity takes the commonest kind alone"),
        ("rows", "how rows of features are taken: raw, or unit for embeddings of length 1"),
    ];

    private readonly IReadOnlyList<(string Setting, Option<string?> Option)> _settings;
    private readonly IReadOnlyList<(string Metric, Option<bool> Option)> _metrics;
    private readonly Option<string?> _test;
    private readonly Option<bool> _certificate;
    private readonly Option<string?> _report;
    private readonly Option<string?> _log;
    private readonly Option<long?> _step;

    /// <summary>Declares the options.</summary>
    public MetricsCommand()
        : this(Catalog<Metric>.Entries.Select(e => (TypeOf(e), e.Name, e.Summary)), Declarations.Reporter)
    {
    }

    /// <summary>Declares the options: one for each metric whose name is not that of another option.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="reporter">Is told a metric that can have no option.</param>
    internal MetricsCommand(
        IEnumerable<(Type Type, string Name, string Summary)> metrics,
        Action<DeclarationError>? reporter)
    {
        _settings = [.. Shared.Select(setting => (setting.Name, DeclareText($"--{setting.Name}", setting.Doc)))];
        _test = DeclareText("--test", "held-out real samples, named as A and B are: for --fld");
        _certificate = DeclareFlag(
            "--certificate",
            "which sanity checks of the literature each metric passes; a metric takes some minutes, once");
        _report = DeclareText(
            "--report",
            "a page that opens offline (.html): figures and what they mean, near-duplicates, best and worst samples");
        _log = DeclareText(
            "--log", "appends the figures to a file, a line of JSON (.jsonl), or to a folder of TensorBoard's");
        _step = DeclareOptionalCount("--step", "with --log: the step that they belong to (default: 0)", 0);
        var free = metrics.ToLookup(metric => !Declares($"--{metric.Name}"));
        _metrics = [.. free[true].Select(metric => (metric.Name, DeclareFlag($"--{metric.Name}", metric.Summary)))];
        foreach (var (type, name, _) in free[false])
        {
            reporter?.Invoke(Taken(type, name));
        }
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Metric, IReadOnlyDictionary<string, string> Settings)> Choose(
        Invocation call,
        Source generated)
    {
        if (call.Get(_step) is not null && !IsLogged(call))
        {
            throw new SettingsException("--step: is the step of what --log appends; expected --log, too");
        }

        var chosen = _metrics.Where(m => call.Get(m.Option)).Select(m => m.Metric).ToList();
        IReadOnlyList<string> all = chosen.Count > 0 ? chosen : Usual(generated);
        var given = _settings.Where(s => call.Get(s.Option) is not null).ToList();
        foreach (var (setting, _) in given.Where(g => !all.Any(metric => Takes(metric, g.Setting))))
        {
            var takers = Catalog<Metric>.Entries.Select(e => e.Name).Where(metric => Takes(metric, setting));
            throw new SettingsException(
                $"--{setting}: no metric that is measured here takes it; expected --{string.Join(" or --", takers)}");
        }

        return
        [
            .. all.Select(metric => (metric, (IReadOnlyDictionary<string, string>)given
                .Where(g => Takes(metric, g.Setting))
                .ToDictionary(g => g.Setting, g => call.Get(g.Option)!, StringComparer.Ordinal))),
        ];
    }

    /// <inheritdoc/>
    private protected override string? TestOf(Invocation call) => call.Get(_test);

    /// <inheritdoc/>
    private protected override void Report(Invocation call, Comparison comparison, IReadOnlyList<Measured> all)
    {
        var certificates = Certificates(call, comparison, [.. all.Select(measured => measured.Metric)]);
        if (call.Get(_log) is { } log)
        {
            FigureLog.Append(log, call.Get(_step) ?? 0, all);
        }

        if (ReportOf(call) is { } report)
        {
            call.Clock.Begin("writing");
            var page = new SampleReport(comparison, all, certificates).Write(CommandOf(call));
            AtomicFile.Write(report, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        }

        call.Result(
            new
            {
                Metrics = all.Select(measured => MetricReport.Document(comparison, measured)).ToList(),
                Certificates = certificates.Select(certificate => certificate.Document()).ToList(),
            },
            console =>
            {
                MetricReport.Show(console, comparison, all);
                MetricCertificate.Say(console, certificates);
                if (ReportOf(call) is { } written)
                {
                    Terminal.Line(console, $"report: {written}");
                }
            });
    }

    /// <summary>Whether figures go to a log.</summary>
    /// <param name="call">The call.</param>
    private protected bool IsLogged(Invocation call) => call.Get(_log) is not null;

    /// <summary>The page that is asked for; null for none.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="SettingsException">It has no name of a page, or its folder is not there.</exception>
    private protected string? ReportOf(Invocation call) => call.Get(_report) switch
    {
        null => null,
        var path when !path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) =>
            throw new SettingsException($"--report {path}: expected a name that ends in .html"),
        var path when !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) =>
            throw new SettingsException($"--report {path}: there is no folder {Path.GetDirectoryName(path)}"),
        var path => path,
    };

    /// <inheritdoc/>
    private protected override bool KeepsSamples(Invocation call)
    {
        if (call.Get(_log) is { } log)
        {
            FigureLog.Require(log); // before anything is read
        }

        return ReportOf(call) is not null;
    }

    /// <inheritdoc/>
    private protected override bool ShowsFloors(Invocation call) => ReportOf(call) is not null;

    private static string CommandOf(Invocation call) =>
        $"./saddle {string.Join(' ', call.Parsed.Tokens.Select(token => Shell.Quoted(token.Value)))}";

    /// <summary>What sanity checks say of the metrics; nothing where that is not asked for.</summary>
    /// <param name="call">The call.</param>
    /// <param name="comparison">The sides, whose settings hold for this, too.</param>
    /// <param name="metrics">The metrics; those that there are no checks of are passed over.</param>
    private protected IReadOnlyList<MetricCertificate> Certificates(
        Invocation call, Comparison comparison, IReadOnlyList<Metric> metrics)
    {
        if (!call.Get(_certificate))
        {
            return [];
        }

        call.Clock.Begin("certifying");
        foreach (var metric in metrics.Where(metric => metric.Aims.Count == 0))
        {
            Terminal.Say($"--certificate: there are no sanity checks of {metric.Name}");
        }

        return
        [
            .. metrics.Where(metric => metric.Aims.Count > 0).Select(metric => MetricCertificate.Of(
                new(metric, MetricCertificate.Usual)
                {
                    Cache = comparison.How.Cache,
                    Cancellation = comparison.How.Cancellation,
                },
                SanityChecks.All)),
        ];
    }

    private static bool Takes(string metric, string setting) =>
        Catalog<Metric>.Get(metric).Parameters.Any(parameter => parameter.Name == setting);

    private static Type TypeOf(Entry<Metric> entry) =>
        entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)).GetType();

    private static DeclarationError Taken(Type type, string name) => new(
        $"{type.Assembly.GetName().Name}.dll",
        type.FullName,
        null,
        new($"is called '{name}', as is another option of 'saddle metrics'", "give it another name"));

    private static IReadOnlyList<string> Usual(Source generated) => generated.Features switch
    {
        "characters" => ["ngram-jsd"],
        "coordinates" => ["sliced-wasserstein", "mmd"],
        _ => ["fid", "kid", "prdc"],
    };
}
