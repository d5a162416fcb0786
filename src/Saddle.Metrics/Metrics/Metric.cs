using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>A measure of how good generated samples are: a sealed record in one file, marked with its catalogue name.</summary>
public abstract record Metric
{
    /// <summary>The catalogue name.</summary>
    public string Name => Catalog<Metric>.Of(this).Name;

    /// <summary>
    /// What the metric is called on features of other networks than <see cref="Extractors.FidInception"/>; null where its name says
    /// nothing of the network.
    /// </summary>
    public virtual string? NameElsewhere => null;

    /// <summary>What is needed of the generated side, and of the reference unless <see cref="ReferenceNeeds"/> says otherwise.</summary>
    public abstract Needs Needs { get; }

    /// <summary>What is needed of the reference; none for a metric of the generated side alone.</summary>
    public virtual Needs ReferenceNeeds => Needs;

    /// <summary>Whether a greater value is a better one.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>The metric's name on features of some kind: FID, KID and Inception score are only those of one network.</summary>
    /// <param name="features">The extractor's name, or what else the features are.</param>
    public string NameOn(string features) => NameElsewhere is { } other && features != Extractors.Extractor.Standard ? $"{other} ({features})" : Name;

    /// <summary>Measures.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">What is judged.</param>
    /// <param name="how">The seed, and where progress goes.</param>
    /// <exception cref="SettingsException">A side lacks what is needed, or has too few samples.</exception>
    public abstract Measurement Measure(Side reference, Side generated, MeasuringSettings how);

    /// <summary>The metric's settings, as they are given on the command line.</summary>
    public sealed override string ToString()
    {
        var entry = Catalog<Metric>.Of(this);
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {string.Join(' ', entry.SettingsOf(this).Select(s => $"{s.Key}={s.Value}"))}").TrimEnd();
    }
}

/// <summary>How a metric is measured, beside its own settings.</summary>
/// <param name="Seed">The seed of what is drawn at random.</param>
/// <param name="Ddof">What covariances subtract from the count.</param>
/// <param name="Progress">Is told the share done.</param>
/// <param name="Cancellation">Asks to stop.</param>
public sealed record MeasuringSettings(ulong Seed = 1, int Ddof = 1, IProgress<double>? Progress = null, CancellationToken Cancellation = default)
{
    internal void Done(double share)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Report(share);
    }
}

/// <summary>What a metric measured.</summary>
/// <param name="Figures">The figures; the first is the metric's own where it has one.</param>
public sealed record Measurement(params IReadOnlyList<MetricFigure> Figures)
{
    /// <summary>What a reader of the figures must know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Figures that belong together point by point: the axes' names and the points; null where there are none.</summary>
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

/// <summary>One figure.</summary>
/// <param name="Name">Its name, as in JSON.</param>
/// <param name="Value">Its value.</param>
/// <param name="StandardError">The standard error of the value; null where none is known.</param>
/// <param name="Interval">An interval of 95 %; null where none is known.</param>
public sealed record MetricFigure(string Name, double Value, double? StandardError = null, Interval? Interval = null)
{
    /// <summary>A figure with its standard error, and the interval of 95 % that a normal law makes of it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="error">The standard error.</param>
    public static MetricFigure WithError(string name, double value, double error) => new(name, value, error, new(value - (1.96 * error), value + (1.96 * error)));
}

/// <summary>An interval.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record Interval(double Low, double High);

/// <summary>Points of a curve.</summary>
/// <param name="X">What runs along it.</param>
/// <param name="Y">What depends on that.</param>
/// <param name="Points">The points.</param>
public sealed record MetricCurve(string X, string Y, IReadOnlyList<CurvePoint> Points);

/// <summary>A point of a curve.</summary>
/// <param name="X">The first coordinate.</param>
/// <param name="Y">The second.</param>
public sealed record CurvePoint(double X, double Y);
