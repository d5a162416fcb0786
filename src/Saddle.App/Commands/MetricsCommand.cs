using System.CommandLine;
using Saddle.App.Samples;
using Saddle.Catalog;
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
    private protected override void Report(Invocation call, Comparison comparison, IReadOnlyList<Measured> all) =>
        call.Result(
            new { Metrics = all.Select(measured => MetricReport.Document(comparison, measured)).ToList() },
            console => MetricReport.Show(console, comparison, all));

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
