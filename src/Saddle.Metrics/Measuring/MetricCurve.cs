namespace Saddle.Metrics;

/// <summary>Points of a curve.</summary>
/// <param name="X">What runs along it.</param>
/// <param name="Y">What depends on that.</param>
/// <param name="Points">The points.</param>
public sealed record MetricCurve(string X, string Y, IReadOnlyList<CurvePoint> Points);
