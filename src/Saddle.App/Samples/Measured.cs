using Saddle.Metrics;

namespace Saddle.App.Samples;

/// <summary>A metric's figures.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Name">What it is called on these features.</param>
/// <param name="Result">The figures.</param>
/// <param name="Floor">The reference against itself; null where it was not asked for.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Measured(Metric Metric, string Name, MetricResult Result, Floor? Floor, double Seconds);
