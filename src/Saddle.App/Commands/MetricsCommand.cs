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
public sealed class MetricsCommand : MeasuringCommand
{
    private readonly IReadOnlyList<(string Metric, Option<bool> Option)> _metrics;

    /// <summary>Declares the options.</summary>
    public MetricsCommand() =>
        _metrics =
        [
            .. Catalog<Metric>.Entries.Select(entry => (entry.Name, DeclareFlag($"--{entry.Name}", entry.Summary))),
        ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Metric, IReadOnlyDictionary<string, string> Settings)> Choose(
        Invocation call,
        Source generated)
    {
        var chosen = _metrics.Where(m => call.Get(m.Option)).Select(m => m.Metric).ToList();
        return
        [
            .. (chosen.Count > 0 ? chosen : Usual(generated)).Select(
                name =>
                    (
                        name,
                        (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(StringComparer.Ordinal))),
        ];
    }

    /// <inheritdoc/>
    private protected override void Report(Invocation call, Comparison comparison, IReadOnlyList<Measured> all) =>
        call.Out.Result(
            new { Metrics = all.Select(measured => MetricReport.Document(comparison, measured)).ToList() },
            console => MetricReport.Show(console, comparison, all));

    private static IReadOnlyList<string> Usual(Source generated) => generated.Features switch
    {
        "characters" => ["ngram-jsd"],
        "coordinates" => ["sliced-wasserstein", "mmd"],
        _ => ["fid", "kid", "prdc"],
    };
}
