using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Spectre.Console;

namespace Saddle.App.Samples;

/// <summary>What a metric makes of images that are spoilt more and more.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Extractor">Whose features the images became.</param>
/// <param name="Data">The images, and how many a side.</param>
/// <param name="Seed">The seed of which images are taken, and of what spoils them.</param>
/// <param name="Rows">Each disturbance, and the figures at each of its levels.</param>
internal sealed record MetricDisturbances(
    Metric Metric,
    Extractor Extractor,
    (string Name, long Count) Data,
    ulong Seed,
    IReadOnlyList<(Disturbance Disturbance, MetricResult[] Levels)> Rows)
{
    /// <summary>Measures the images at every level of every disturbance.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="study">How images become features.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="data">What the images are called, and how many a side.</param>
    /// <param name="disturbances">The disturbances.</param>
    /// <param name="open">Opens the images that are spoilt.</param>
    public static MetricDisturbances Of(
        Metric metric,
        DisturbanceStudy study,
        Side reference,
        (string Name, long Count) data,
        IReadOnlyList<Disturbance> disturbances,
        Func<IImages> open)
    {
        var how = new MeasuringSettings(study.How.Seed, study.How.Protocol.Ddof, null, study.How.Cancellation)
        {
            Intervals = false,
        };
        var results = study.Measure(disturbances, open, spoilt => metric.Measure(reference, spoilt, how));
        return new(metric, study.How.By!.Value.Extractor, data, study.How.Seed, [.. disturbances.Zip(results)]);
    }

    /// <summary>As JSON.</summary>
    public object Document() => new
    {
        Metric = Metric.Name,
        Name = Metric.NameOn(Extractor.Name),
        Settings = Catalog<Metric>.EntryOf(Metric).SettingsOf(Metric),
        Extractor = Extractor.ToString(),
        Data = Data.Name,
        N = Data.Count,
        Seed,
        Figures = Figures().Select(figure => new
        {
            figure.Name,
            Expected = figure.Rises ? "rises" : "falls",
            WorseAtEveryLevel = Rows.All(row => Steps(figure, row.Levels).All(worse => worse)),
            Disturbances = Rows.Select(row => new
            {
                Disturbance = row.Disturbance.ToString(),
                Levels = row.Disturbance.PublishedLevels,
                Values = row.Levels.Select(result => result[figure.Name]),
                WorseAtEveryLevel = Steps(figure, row.Levels).All(worse => worse),
                PublishedFid = row.Disturbance.PublishedDistances,
            }),
        }),
    };

    /// <summary>As a table for each figure.</summary>
    /// <param name="console">Where to.</param>
    public void Show(IAnsiConsole console)
    {
        Terminal.Line(console, FormattableString.Invariant(
            $"{Metric.NameOn(Extractor.Name)}: images of {Data.Name}, {Data.Count} spoilt beside {Data.Count} others, ")
            + $"features of {Extractor}");
        foreach (var figure in Figures())
        {
            var table = Terminal.Table(
                [figure.Name, "none", "weak", "medium", "strong", figure.Rises ? "rises" : "falls", "published FID"]);
            foreach (var (disturbance, levels) in Rows)
            {
                var steps = Steps(figure, levels);
                table.AddRow([
                    Terminal.Cell(Catalog<Disturbance>.EntryOf(disturbance).Name),
                    .. levels.Select(result => Number(result[figure.Name])),
                    steps.All(worse => worse) ? "at every level" : $"at {steps.Count(worse => worse)} of {steps.Count}",
                    string.Join(", ", disturbance.PublishedDistances.Select(Number)),
                ]);
            }

            console.Write(table);
        }
    }

    // Those that have an aim, else the metric's own.
    private IEnumerable<(string Name, bool Rises)> Figures() => Metric.Aims.Count > 0
        ? Metric.Aims.Select(aim => (aim.Figure, aim.Aim == FigureAim.Distance))
        : [(Rows[0].Levels[0].Figures[0].Name, !Metric.HigherIsBetter)];

    private static List<bool> Steps((string Name, bool Rises) figure, MetricResult[] levels)
    {
        var values = levels.Select(result => result[figure.Name]).ToList();
        return [.. values.Zip(values.Skip(1), (before, after) => figure.Rises ? after > before : after < before)];
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
