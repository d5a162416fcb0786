namespace Saddle.Metrics;

/// <summary>What a metric measured.</summary>
/// <param name="Figures">The figures; the first is the metric's own where it has one.</param>
public sealed record MetricResult(params IReadOnlyList<MetricFigure> Figures)
{
    /// <summary>What a reader of the figures must know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Figures that belong together point by point: the axes' names and the points; null where there are none.
    /// </summary>
    public MetricCurve? Curve { get; init; }

    /// <summary>Whether the first figure is the metric's own, so that it needs no name beside the metric's.</summary>
    /// <param name="metric">The metric's name.</param>
    public bool HasOwn(string metric) => Figures[0].Name.Replace('_', '-') == metric;

    /// <summary>The first figure.</summary>
    public double Value => Figures[0].Value;

    /// <summary>The figure of a name.</summary>
    /// <param name="name">The name.</param>
    public double this[string name] => Figures.First(figure => figure.Name == name).Value;
}
