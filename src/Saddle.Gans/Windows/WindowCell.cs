using System.Numerics;
using Saddle.Dynamics;

namespace Saddle.Gans.Windows;

/// <summary>What the spectrum predicts of a cell of the map.</summary>
/// <param name="Column">The column.</param>
/// <param name="Row">The row.</param>
/// <param name="Leading">The eigenvalue of one update whose modulus is the largest.</param>
/// <param name="Remaining">
/// What is left of a small displacement's field after the updates, as a share; not finite where it grows without end.
/// </param>
/// <param name="Updates">The updates that the verdict is about.</param>
public sealed record WindowCell(int Column, int Row, Complex Leading, double Remaining, long Updates)
{
    /// <summary>The modulus of the leading eigenvalue.</summary>
    public double Radius => Leading.Magnitude;

    /// <summary>
    /// Diverges where the leading displacement grows by half as much again within the updates: the settings leave.
    /// Elsewhere they hold: it converges where the field falls to a hundredth; oscillates or stalls, by the eigenvalue,
    /// where it does not.
    /// </summary>
    public Verdict Verdict => !(Math.Pow(Radius, Updates) < Thresholds.Diverged) ? Verdict.Diverges
        : Remaining <= Thresholds.Converged ? Verdict.Converges
        : Leading.Imaginary != 0 || Leading.Real < 0 ? Verdict.Oscillates
        : Verdict.Stalls;
}
