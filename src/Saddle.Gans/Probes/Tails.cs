using Saddle.Scalars;

namespace Saddle.Gans.Probes;

/// <summary>How heavy the tails of a law are, from a sample.</summary>
public static class Tails
{
    /// <summary>The ratio of the 99 % quantile of |x| to its median under a centred Cauchy law.</summary>
    public const double CauchyRatio = 63.6567411628717;

    /// <summary>That ratio under a centred normal law.</summary>
    public const double NormalRatio = 3.818930;

    /// <summary>
    /// Hill's estimate of the tail index a, P(|x| > t) ~ t^-a: 1 for the Cauchy law; the variance is finite above 2.
    /// </summary>
    /// <param name="values">The sample; numbers that are 0 do not count.</param>
    /// <param name="share">The share of the largest |x| that is looked at, in (0, 1).</param>
    /// <exception cref="ArgumentException">Fewer than 2 values are in that share.</exception>
    /// <remarks>
    /// Hill 1975, "A simple general approach to inference about the tail of a distribution", equation 2.
    /// </remarks>
    public static double Hill(IEnumerable<double> values, double share)
    {
        var sorted = values.Select(Math.Abs).Where(v => v > 0).OrderDescending().ToArray();
        var count = (int)(share * sorted.Length);
        return count >= 2 && count < sorted.Length
            ? count / sorted.Take(count).Sum(v => Math.Log(v / sorted[count]))
            : throw new ArgumentException(
                $"{sorted.Length} values are too few for the largest {share:P0} of them", nameof(values));
    }

    /// <summary>
    /// The 95 % interval of Hill's estimate for independent values: its relative standard error is one over the root of
    /// their number.
    /// </summary>
    /// <param name="values">The sample.</param>
    /// <param name="share">The share of the largest |x| that is looked at.</param>
    public static (double Low, double High) HillInterval(IReadOnlyCollection<double> values, double share)
    {
        ArgumentNullException.ThrowIfNull(values);
        var half = Normal.Quantile975 / Math.Sqrt((int)(share * values.Count(v => v != 0)));
        var index = Hill(values, share);
        return (index / (1 + half), half < 1 ? index / (1 - half) : double.PositiveInfinity);
    }

    /// <summary>The ratio of the 99 % quantile of |x| to its median.</summary>
    /// <param name="values">The sample.</param>
    public static double QuantileRatio(IEnumerable<double> values)
    {
        var sorted = values.Select(Math.Abs).Order().ToArray();
        return Quantile(sorted, 0.99) / Quantile(sorted, 0.5);
    }

    /// <summary>The median.</summary>
    /// <param name="values">The sample, in any order.</param>
    public static double Median(IEnumerable<double> values) => Quantile(values.Order().ToArray(), 0.5);

    /// <summary>A quantile, linear between order statistics.</summary>
    /// <param name="sorted">The sample, smallest first.</param>
    /// <param name="share">The share below, in [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]))
            : sorted[^1];
    }
}
