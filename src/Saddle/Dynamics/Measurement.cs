namespace Saddle.Dynamics;

/// <summary>A measured verdict.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">What was measured, in words.</param>
/// <param name="Ratio">The largest distance over the last tenth divided by the distance at the start.</param>
/// <param name="Distance">The distance from the target at the end.</param>
public sealed record Measurement(Verdict Verdict, string Reason, double Ratio, double Distance);
