namespace Saddle.Metrics;

/// <summary>Quantiles of numbers, to the last bit those of NumPy, on which "at most" may depend.</summary>
internal static class Quantiles
{
    /// <summary>The quantile at a share, between neighbours in proportion.</summary>
    /// <param name="sorted">The numbers, rising.</param>
    /// <param name="share">The share, from 0 to 1.</param>
    public static double At(double[] sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var before = (int)Math.Floor(place);
        if (before >= sorted.Length - 1)
        {
            return sorted[^1];
        }

        var (rest, gap) = (place - before, sorted[before + 1] - sorted[before]);
        return rest < 0.5 ? sorted[before] + (gap * rest) : sorted[before + 1] - (gap * (1 - rest));
    }
}
