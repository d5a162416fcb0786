namespace Saddle.Dynamics;

/// <summary>A state on a trajectory.</summary>
/// <param name="Step">After how many updates.</param>
/// <param name="State">The state, one number a coordinate.</param>
public sealed record TrajectoryPoint(long Step, double[] State);
