namespace Saddle.Gans.Probes;

/// <summary>How well scores tell two samples apart, whatever their scale and threshold.</summary>
public static class Separation
{
    /// <summary>
    /// The chance that a score of one sample is above one of another, ties by half: the area under the ROC curve.
    /// </summary>
    /// <param name="higher">The sample that should score higher.</param>
    /// <param name="lower">The other one.</param>
    /// <returns>In [0, 1]; 1/2 where scores tell nothing.</returns>
    /// <remarks>
    /// Mann and Whitney 1947, "On a test of whether one of two random variables is stochastically larger than the
    /// other".
    /// </remarks>
    public static double Of(IReadOnlyCollection<double> higher, IReadOnlyCollection<double> lower)
    {
        ArgumentNullException.ThrowIfNull(higher);
        ArgumentNullException.ThrowIfNull(lower);
        var sorted = lower.Order().ToArray();
        var wins = 0.0;
        foreach (var value in higher)
        {
            var below = Below(sorted, value, inclusive: false);
            wins += below + ((Below(sorted, value, inclusive: true) - below) / 2.0);
        }

        return wins / ((double)higher.Count * lower.Count);
    }

    private static int Below(double[] sorted, double value, bool inclusive)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (inclusive && sorted[middle] <= value)
                ? (middle + 1, high)
                : (low, middle);
        }

        return low;
    }
}
