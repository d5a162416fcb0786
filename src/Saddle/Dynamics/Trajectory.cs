namespace Saddle.Dynamics;

/// <summary>A run that was recorded.</summary>
/// <param name="Points">The recorded states, the start first.</param>
/// <param name="Steps">How many updates were made.</param>
/// <param name="Complete">Whether all updates asked for were made.</param>
/// <param name="Measured">The verdict; of no use where the run is not complete.</param>
/// <param name="Approach">How the run approached or left the equilibrium, and at what rate.</param>
public sealed record Trajectory(
    IReadOnlyList<TrajectoryPoint> Points,
    long Steps,
    bool Complete,
    Measurement Measured,
    MeasuredApproach Approach)
{
    /// <summary>The last recorded state.</summary>
    public double[] Final => Points[^1].State;
}
