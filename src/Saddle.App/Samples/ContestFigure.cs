using Saddle.Metrics;

namespace Saddle.App.Samples;

/// <summary>A figure of several candidates.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Figure">The figure's name.</param>
/// <param name="Values">Of each candidate.</param>
/// <param name="Pairs">What is known of each two.</param>
/// <param name="Why">Why there is no test; null where there is one.</param>
internal sealed record ContestFigure(
    Metric Metric, string Figure, IReadOnlyList<MetricFigure> Values, IReadOnlyList<ContestPair> Pairs, string? Why)
{
    /// <summary>The figure's name with its metric's, once where they are the same.</summary>
    public string Name => Figure.Replace('_', '-') == Metric.Name ? Metric.Name : $"{Metric.Name} {Figure}";

    /// <summary>The candidate with the best value.</summary>
    public int Best => Enumerable.Range(0, Values.Count)
        .MaxBy(i => Metric.HigherIsBetter ? Values[i].Value : -Values[i].Value);
}
