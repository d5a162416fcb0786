namespace Saddle.Metrics;

/// <summary>Whether the mean of paired differences is 0, by all their signs: exact, whatever their law.</summary>
/// <remarks>Fisher 1935, "The design of experiments", section 21.</remarks>
public static class PairedTest
{
    /// <summary>The most differences whose signs are all tried.</summary>
    public const int Most = 16;

    /// <summary>The chance of a mean as far from 0, were each difference as likely to have the other sign.</summary>
    /// <param name="differences">From 1 to <see cref="Most"/> numbers.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static double Chance(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count is 0 or > Most)
        {
            throw new ArgumentException($"{differences.Count} differences; expected 1 to {Most}", nameof(differences));
        }

        // Sums of the same numbers in other orders differ by rounding.
        var observed = Math.Abs(differences.Sum()) * (1 - 1e-12);
        var (asFar, all) = (0, 1 << differences.Count);
        for (var signs = 0; signs < all; signs++)
        {
            var sum = 0.0;
            for (var i = 0; i < differences.Count; i++)
            {
                sum += ((signs >> i) & 1) == 0 ? differences[i] : -differences[i];
            }

            asFar += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return asFar / (double)all;
    }
}
