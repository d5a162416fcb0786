using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>Mean and covariance of points in the plane.</summary>
/// <param name="X">The mean of the first coordinate.</param>
/// <param name="Y">The mean of the second.</param>
/// <param name="XX">The variance of the first coordinate.</param>
/// <param name="XY">The covariance of the first with the second.</param>
/// <param name="YX">That of the second with the first: the same, but for a model's rounding.</param>
/// <param name="YY">The variance of the second coordinate.</param>
public sealed record PlanarSpread(double X, double Y, double XX, double XY, double YX, double YY)
{
    /// <summary>The larger eigenvalue of the covariance.</summary>
    public double Large => Middle + Half;

    /// <summary>The smaller eigenvalue.</summary>
    public double Small => Middle - Half;

    private double Middle => (XX + YY) / 2;

    private double Half => Math.Sqrt(Math.Pow((XX - YY) / 2, 2) + (XY * YX));

    /// <summary>The mean and the covariance in a set of moments.</summary>
    /// <param name="moments">The moments of points in the plane.</param>
    public static PlanarSpread Of(Moments moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var (mean, covariance) = (moments.Mean, moments.Covariance);
        return new(mean[0], mean[1], covariance[0, 0], covariance[0, 1], covariance[1, 0], covariance[1, 1]);
    }
}
