using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Normal numbers from a stream of uniform ones.</summary>
internal static class NormalDraws
{
    private const double HalfSpacing = 0.5 / 9007199254740992.0; // keeps 0 out: uniform numbers are multiples of 2^-53

    /// <summary>The next number of the unit normal law.</summary>
    /// <param name="random">The stream.</param>
    public static double UnitNormal(this Philox random) => Normal.Quantile(random.Uniform() + HalfSpacing);
}
