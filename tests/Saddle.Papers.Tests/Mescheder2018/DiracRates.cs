using System.Numerics;
using Saddle.Papers.Mescheder2018;

namespace Saddle.Papers.Tests;

/// <summary>The rates of the Dirac-GAN from the quadratic equation of its update, written out apart.</summary>
internal static class DiracRates
{
    /// <summary>The logarithm of the spectral radius of <c>[[1, h f], [-h f, 1 - h c]]</c>, f the slope 1/2.</summary>
    /// <param name="h">The rate.</param>
    /// <param name="curvature">The curvature c that the penalty gives the discriminator.</param>
    public static double Simultaneous(double h, double curvature) =>
        Radius(2 - (h * curvature), 1 - (h * curvature) + (h * h / 4));

    /// <summary>The same where the generator sees the discriminator's move.</summary>
    public static double Alternating(double h, double curvature) =>
        Radius(2 - (h * curvature) - (h * h / 4), 1 - (h * curvature));

    /// <summary>One rate, three times over.</summary>
    public static RateComparison Agreeing(double rate) => new(rate, rate, rate);

    private static double Radius(double trace, double determinant)
    {
        var root = Complex.Sqrt((trace * trace) - (4 * determinant));
        return Math.Log(Math.Max(((trace + root) / 2).Magnitude, ((trace - root) / 2).Magnitude));
    }
}
