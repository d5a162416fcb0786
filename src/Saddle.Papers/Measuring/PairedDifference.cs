using System.Globalization;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>
/// The difference of two shares over the same starts, with its 95 % interval: of starts that end alike under both
/// nothing is learnt about it, so only those that end differently widen it.
/// </summary>
/// <param name="Gained">Starts that succeed under the first alone.</param>
/// <param name="Lost">Starts that succeed under the second alone.</param>
/// <param name="Pairs">All starts.</param>
/// <remarks>
/// Wald's interval with a half added to each cell of the two by two table: Agresti and Min 2005, "Simple improved
/// confidence intervals for comparing matched proportions".
/// </remarks>
public sealed record PairedDifference(long Gained, long Lost, long Pairs)
{
    /// <summary>The difference, the first's share less the second's.</summary>
    public double Value => (double)(Gained - Lost) / Pairs;

    /// <summary>The lower end of the interval.</summary>
    public double Low => Centre - Half;

    /// <summary>The upper end of the interval.</summary>
    public double High => Centre + Half;

    private double Centre => (double)(Gained - Lost) / (Pairs + 2);

    private double Half
    {
        get
        {
            double gap = Gained - Lost;
            return Normal.Quantile975 * Math.Sqrt(Gained + Lost + 1 - (gap * gap / (Pairs + 2))) / (Pairs + 2);
        }
    }

    /// <summary>Compares start by start.</summary>
    /// <param name="first">Whether each succeeds under the first.</param>
    /// <param name="second">Whether each succeeds under the second.</param>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public static PairedDifference Of(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} starts cannot be paired with {second.Count}", nameof(second));
        }

        var pairs = first.Zip(second).ToList();
        return new(pairs.Count(p => p.First && !p.Second), pairs.Count(p => !p.First && p.Second), pairs.Count);
    }

    /// <summary>The difference with its interval.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value:F3} ({Low:F3} to {High:F3})");
}
