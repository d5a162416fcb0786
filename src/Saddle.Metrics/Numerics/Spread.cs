namespace Saddle.Metrics;

/// <summary>Mean and standard deviation of numbers.</summary>
internal static class Spread
{
    /// <summary>Mean and standard deviation.</summary>
    /// <param name="values">At least one number.</param>
    /// <param name="ddof">What is subtracted from their count.</param>
    public static (double Mean, double Deviation) Of(IReadOnlyList<double> values, int ddof)
    {
        var mean = values.Average();
        return (
            mean,
            values.Count > ddof
                ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - ddof))
                : 0);
    }
}
