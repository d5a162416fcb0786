using MathNet.Numerics.Distributions;

namespace Saddle.Metrics;

/// <summary>A line fitted by least squares.</summary>
/// <param name="Intercept">Its value at 0.</param>
/// <param name="Slope">Its slope.</param>
/// <param name="InterceptError">The standard error of the intercept.</param>
/// <param name="Interval">The interval of 95 % of the intercept, by Student's law.</param>
internal sealed record FittedLine(double Intercept, double Slope, double InterceptError, Interval Interval)
{
    /// <summary>Fits.</summary>
    /// <param name="x">Where; at least three different places.</param>
    /// <param name="y">The values there.</param>
    public static FittedLine Fit(double[] x, double[] y)
    {
        var (n, meanX, meanY) = (x.Length, x.Average(), y.Average());
        var spread = x.Sum(v => (v - meanX) * (v - meanX));
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread;
        var intercept = meanY - (slope * meanX);
        var residual = x.Zip(y, (a, b) => b - intercept - (slope * a)).Sum(r => r * r) / (n - 2);
        var error = Math.Sqrt(residual * ((1.0 / n) + (meanX * meanX / spread)));
        var reach = StudentT.InvCDF(0, 1, n - 2, 0.975) * error;
        return new(intercept, slope, error, new(intercept - reach, intercept + reach));
    }
}
