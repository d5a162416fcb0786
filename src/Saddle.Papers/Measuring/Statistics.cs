using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>What findings say about samples.</summary>
internal static class Statistics
{
    /// <summary>The median.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// The 95 % interval of the median, from order statistics: no law is assumed (Conover 1999, section 3.2).
    /// </summary>
    public static (double Low, double High) MedianInterval(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var half = Normal.Quantile975 * Math.Sqrt(sorted.Length) / 2;
        var low = (int)Math.Floor((sorted.Length / 2.0) - half) - 1;
        var high = (int)Math.Ceiling((sorted.Length / 2.0) + half);
        return (sorted[Math.Max(0, low)], sorted[Math.Min(sorted.Length - 1, high)]);
    }

    /// <summary>The least-squares slope of y against x.</summary>
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
