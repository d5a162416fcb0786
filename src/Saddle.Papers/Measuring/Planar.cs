using System.Numerics;
using Saddle.Rules;

namespace Saddle.Papers.Measuring;

/// <summary>
/// The exact update matrix of a game of one coordinate a player whose field is linear, [[a, b], [c, d]] at the
/// equilibrium.
/// </summary>
internal static class Planar
{
    /// <summary>The spectral radius of one simultaneous or alternating update; null for other rules.</summary>
    public static double? Radius(Rule rule, double a, double b, double c, double d)
    {
        var (g, e) = (rule.EtaG.At(0), rule.EtaD.At(0));
        if (rule is Simultaneous)
        {
            return Radius(2 - (g * a) - (e * d), ((1 - (g * a)) * (1 - (e * d))) - (g * e * b * c));
        }

        // One player after the other: each single step is linear, and in either order the product of both has the same
        // trace and determinant. With one discriminator step
        //   [[1 - g a, -g b], [0, 1]] [[1, 0], [-e c, 1 - e d]].
        return rule is Alternating { K: 1 }
            ? Radius(2 - (g * a) - (e * d) + (g * e * b * c), (1 - (g * a)) * (1 - (e * d)))
            : null;
    }

    /// <summary>
    /// The larger modulus of the roots of <c>x^2 - trace x + determinant</c>, whose coefficients are real.
    /// </summary>
    public static double Radius(double trace, double determinant)
    {
        var discriminant = (trace * trace / 4) - determinant;
        return discriminant < 0 ? Math.Sqrt(determinant) : Math.Abs(trace / 2) + Math.Sqrt(discriminant);
    }

    /// <summary>The same for complex coefficients.</summary>
    public static double Radius(Complex trace, Complex determinant)
    {
        var root = Complex.Sqrt((trace * trace / 4) - determinant);
        return Math.Max(((trace / 2) + root).Magnitude, ((trace / 2) - root).Magnitude);
    }
}
