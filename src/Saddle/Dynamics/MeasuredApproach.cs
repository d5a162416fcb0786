namespace Saddle.Dynamics;

/// <summary>How a trajectory was measured to approach, or to leave, the equilibrium.</summary>
/// <param name="Rate">
/// The exponential rate per update, negative where the distance grows; null where it could not be measured.
/// </param>
/// <param name="Approach">Monotone, spiral or flip; null where there were too few updates.</param>
/// <param name="Why">Why there is no rate; null where there is one.</param>
public sealed record MeasuredApproach(double? Rate, string? Approach, string? Why);
