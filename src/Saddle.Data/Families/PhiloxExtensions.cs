using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>Draws that data sets need beside the uniform one.</summary>
public static class PhiloxExtensions
{
    /// <summary>The next number, standard normal.</summary>
    /// <param name="random">The random numbers.</param>
    public static double Normal(this Philox random) =>
        Scalars.Normal.Quantile(Math.Max(random.Uniform(), 1.0 / (1L << 54)));

    /// <summary>The next number, one of 0 to count-1.</summary>
    /// <param name="random">The random numbers.</param>
    /// <param name="count">How many there are to choose from.</param>
    public static int Choice(this Philox random, int count) => (int)(random.Uniform() * count);
}
