namespace Saddle.Papers.Measuring;

/// <summary>What a generator makes of two classes that lie on either side of 0.</summary>
/// <param name="Mean">The mean distance of a class's mean from 0, towards its own side.</param>
/// <param name="Sd">The root of the mean variance within a class.</param>
public sealed record ClassMoments(double Mean, double Sd)
{
    /// <summary>Of samples.</summary>
    /// <param name="below">The samples of the class below 0.</param>
    /// <param name="above">Those of the class above 0.</param>
    public static ClassMoments Of(IReadOnlyList<double> below, IReadOnlyList<double> above)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        var (low, high) = (below.Average(), above.Average());
        return new((high - low) / 2, Math.Sqrt((Variance(below, low) + Variance(above, high)) / 2));
    }

    private static double Variance(IReadOnlyList<double> samples, double mean) =>
        samples.Average(x => (x - mean) * (x - mean));
}
