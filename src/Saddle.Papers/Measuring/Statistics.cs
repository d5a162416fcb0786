using MathNet.Numerics.Distributions;

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
    /// The shortest 95 % interval of the median between order statistics that are as far from either end, by the exact
    /// binomial law: no other law is assumed (Conover 1999, section 3.2). Null of fewer than six values, for the least
    /// and the greatest of five are around the median in 93.75 % of cases only.
    /// </summary>
    public static (double Low, double High)? MedianInterval(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();

        // The k-th least is above the median where fewer than k of the values are below it.
        var k = Enumerable.Range(0, sorted.Length)
            .TakeWhile(below => Binomial.CDF(0.5, sorted.Length, below) <= 0.025)
            .Count();
        return k == 0 ? null : (sorted[k - 1], sorted[^k]);
    }

    /// <summary>The least-squares slope of y against x.</summary>
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
