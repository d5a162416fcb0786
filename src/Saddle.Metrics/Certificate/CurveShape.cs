namespace Saddle.Metrics;

/// <summary>Judges a curve by its shape or by a value on it.</summary>
/// <param name="curve">The curve.</param>
internal delegate SanityJudgement CurveShape(SanityCurve curve);
