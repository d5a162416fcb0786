namespace Saddle.Dynamics;

/// <summary>
/// The thresholds that turn a ratio of distances into a verdict; the same for predictions and measurements.
/// </summary>
public static class Thresholds
{
    /// <summary>At or below this ratio of distances a run has converged.</summary>
    public const double Converged = 1e-2;

    /// <summary>At or above this ratio of distances a run has diverged.</summary>
    public const double Diverged = 1.5;

    /// <summary>So many changes of sign in the last half make an oscillation.</summary>
    public const int SignChanges = 3;

    /// <summary>The verdict of a ratio of distances.</summary>
    /// <param name="ratio">The distance at the end divided by that at the start; NaN counts as infinite.</param>
    /// <param name="oscillating">Whether what lies between the thresholds oscillates.</param>
    public static Verdict Judge(double ratio, bool oscillating) =>
        ratio <= Converged ? Verdict.Converges
        : !(ratio < Diverged) ? Verdict.Diverges
        : oscillating ? Verdict.Oscillates
        : Verdict.Stalls;
}
