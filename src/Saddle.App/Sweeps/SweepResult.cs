using Saddle.Catalog;
using Saddle.Gans.Training;
using Saddle.Metrics;

namespace Saddle.App.Sweeps;

/// <summary>What a sweep found.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Outcomes">What became of the runs that are done: the longest of each, in order.</param>
/// <param name="Metric">The figure that settings are compared by; null where no run has one.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
internal sealed record SweepResult(
    Sweep Sweep, IReadOnlyList<SweepOutcome> Outcomes, string? Metric, bool HigherIsBetter)
{
    private const string Score = "modes/score";

    /// <summary>Every setting with its runs.</summary>
    public IReadOnlyList<SweepPoint> Points { get; } =
    [
        .. Enumerable.Range(0, Sweep.Points).GroupJoin(
            Outcomes,
            point => point,
            outcome => outcome.Cell / Sweep.Seeds.Count,
            (point, own) => new SweepPoint(point, Sweep.ChoicesOf(point), [.. own], Sweep.Seeds.Count)),
    ];

    /// <summary>
    /// The points by map: one for each choice of the axes before the last two, row by row; none of a sweep whose
    /// points are drawn.
    /// </summary>
    public IEnumerable<IReadOnlyList<SweepPoint>> Maps =>
        Sweep.Random > 0
            ? []
            : Points.Chunk(Sweep.Axes.TakeLast(2).Aggregate(1, (all, axis) => all * axis.Choices.Count));

    /// <summary>What is predicted of the maps; none where that was not asked for.</summary>
    public IReadOnlyList<SweepPrediction> Predictions { get; init; } = [];

    /// <summary>What is predicted of a point: whether it leaves rest; null where nothing is.</summary>
    /// <param name="point">The point.</param>
    public bool? Leaves(SweepPoint point) =>
        Predictions.Select(map => map.Of(point.Point)).FirstOrDefault(leaves => leaves is not null);

    /// <summary>Whether every run is done.</summary>
    public bool IsComplete => Outcomes.Count == Sweep.Cells;

    /// <summary>
    /// The settings that have a figure, the best first: of those whose runs went furthest, by the mean over the seeds.
    /// </summary>
    public IReadOnlyList<SweepPoint> Ranking => Metric is not { } metric
        ? []
        :
        [
            .. Points.Where(p => p.Mean(metric) is not null)
                .OrderByDescending(p => p.Outcomes.Min(o => o.Steps))
                .ThenBy(p => p.Mean(metric)!.Value.Value * (HigherIsBetter ? -1 : 1)),
        ];

    /// <summary>The settings that are ranked behind the best one, and that its seeds cannot tell from it.</summary>
    public IReadOnlyList<SweepPoint> Ties
    {
        get
        {
            var ranking = Ranking;
            return [.. ranking.Skip(1).Where(other => !ranking[0].IsToldFrom(other, Metric!))];
        }
    }

    /// <summary>Gathers what a sweep found.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="configuration">The configuration of a run.</param>
    /// <param name="outcomes">What became of the runs, for any number of updates.</param>
    /// <param name="metric">The figure to compare by; null for the one that decides a run's best checkpoint.</param>
    public static SweepResult Of(
        Sweep sweep, Configuration configuration, IEnumerable<SweepOutcome> outcomes, string? metric)
    {
        SweepOutcome[] last =
            [.. outcomes.GroupBy(o => o.Cell).Select(g => g.MaxBy(o => o.Steps)!).OrderBy(o => o.Cell)];
        var names = last.SelectMany(o => o.Metrics.Keys).ToHashSet(StringComparer.Ordinal);
        var metrics = configuration.Metrics
            .Select(m => (Catalog<Metric>.EntryOf(m).Name, m.HigherIsBetter))
            .ToList();
        var chosen = metric is not null ? names.Contains(metric) ? metric : null
            : metrics.Count > 0 ? names.Order(StringComparer.Ordinal).FirstOrDefault(n => IsOf(metrics[0].Name, n))
            : names.Contains(Score) ? Score : null;
        var isHigher = chosen is not null
            && (chosen.StartsWith("modes/", StringComparison.Ordinal)
                || metrics.FirstOrDefault(m => IsOf(m.Name, chosen)).HigherIsBetter);
        return new(sweep, last, chosen, isHigher);
    }

    private static bool IsOf(string metric, string figure) =>
        figure == metric
        || (figure.StartsWith(metric, StringComparison.Ordinal) && !char.IsAsciiLetterOrDigit(figure[metric.Length]));
}
