using System.Numerics;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// The mode in which the generated points approach a balanced true point together: its leading multiplier, the larger
/// in modulus of two, by the formula and measured on trajectories.
/// </summary>
internal static class MeanMode
{
    // Displacements are bent by the kernel beyond the one, and lost in rounding below the other times the first.
    private const double Bent = 1e-3;
    private const double Lost = 1e-5;

    /// <summary>
    /// The exact Jacobian's leading eigenvalue but for the difference modes, in which the generated points move apart:
    /// at a balanced point there is one of 1 for each of them but the first.
    /// </summary>
    public static Complex Exact(KernelGan game, Rule rule)
    {
        var eigenvalues = Spectrum.Of(game.ForSpectrum, rule).Eigenvalues;
        var differences = eigenvalues.OrderBy(e => (e - 1).Magnitude).Take(game.Generated - 1).ToList();
        return eigenvalues.First(e => !differences.Remove(e));
    }

    /// <summary>
    /// The leading multiplier by the formula, with <c>a = eta_d lambda</c>, <c>b = eta_d eta_g N q^2 / sigma^2</c>.
    /// </summary>
    public static Complex Predict(bool alternating, double a, double b) => alternating
        ? Roots(2 - a - b, 1 - a).First
        : Roots(2 - a, 1 - a + b).First;

    /// <summary>The leading multiplier, measured.</summary>
    /// <param name="game">The game, of one true point.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="offset">How far from the equilibrium the run starts.</param>
    /// <param name="steps">How many updates are looked at, at most.</param>
    public static Complex Measure(KernelGan game, Rule rule, double offset, int steps) =>
        Multipliers(Displacements(game, rule, offset, steps)).First;

    /// <summary>
    /// The displacement of a coordinate after 0, 1, ... updates, from the equilibrium but for that displacement of it,
    /// the same of all generated points.
    /// </summary>
    public static double[] Displacements(KernelGan game, Rule rule, double offset, int steps)
    {
        var start = game.Equilibrium();
        for (var point = 0; point < game.GeneratedCount; point++)
        {
            start[point * game.Dimension] += offset;
        }

        return [.. Simulation.Run(game, rule, start, steps).Points.Select(p => p.State[0] - game.Points[0])];
    }

    /// <summary>
    /// The two multipliers of a displacement, measured: those of the recurrence <c>u'' = t u' - d u</c> that fits its
    /// trajectory best, each update weighted alike; the larger modulus first.
    /// </summary>
    public static (Complex First, Complex Second) Multipliers(IReadOnlyList<double> u)
    {
        // Normal equations of two unknowns, alpha = 2 - t and beta = 1 - t + d in u'' - 2 u' + u = -alpha (u' - u) -
        // beta u: a slow mode and a fast one then do not cancel.
        var (xx, xy, yy, xz, yz) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k + 2 < u.Count && Math.Abs(u[k + 2]) < Bent * 10; k++)
        {
            var size = (u[k] * u[k]) + (u[k + 1] * u[k + 1]);
            if (size > Bent * Bent || !(size > Lost * Lost * u[0] * u[0]))
            {
                break;
            }

            var (x, y, z) = (u[k] - u[k + 1], -u[k], u[k + 2] - u[k + 1] - (u[k + 1] - u[k]));
            xx += x * x / size;
            xy += x * y / size;
            yy += y * y / size;
            xz += x * z / size;
            yz += y * z / size;
        }

        var determinant = (xx * yy) - (xy * xy);
        var (alpha, beta) = (((yy * xz) - (xy * yz)) / determinant, ((xx * yz) - (xy * xz)) / determinant);
        return Roots(2 - alpha, 1 - alpha + beta);
    }

    /// <summary>
    /// The eigenvalues of a two by two matrix of this trace and determinant; the larger modulus first.
    /// </summary>
    private static (Complex First, Complex Second) Roots(double trace, double determinant)
    {
        var root = Complex.Sqrt((trace * trace / 4) - determinant);
        var (plus, minus) = ((trace / 2) + root, (trace / 2) - root);
        return plus.Magnitude >= minus.Magnitude ? (plus, minus) : (minus, plus);
    }
}
