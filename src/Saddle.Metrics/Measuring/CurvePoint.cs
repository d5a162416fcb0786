namespace Saddle.Metrics;

/// <summary>A point of a curve.</summary>
/// <param name="X">The first coordinate.</param>
/// <param name="Y">The second.</param>
public sealed record CurvePoint(double X, double Y);
