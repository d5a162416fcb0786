using Saddle.Scalars;

namespace Saddle.Metrics;

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
    public static MetricFigure WithError(string name, double value, double error) =>
        new(name, value, error, new(value - (Normal.Quantile975 * error), value + (Normal.Quantile975 * error)));
}
