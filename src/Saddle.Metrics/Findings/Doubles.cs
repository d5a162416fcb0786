using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Which samples are doubles of others: those that lie nearer to another than samples of their law come by chance.
/// </summary>
/// <param name="Gap">
/// How far a sample of the law is from the nearest other one that is not the same: the median over samples.
/// </param>
/// <param name="Reach">How far a double may be; 0 asks for equal ones.</param>
internal sealed record Doubles(double Gap, double Reach)
{
    // A quarter of the way to another sample: a picture that JPEG wrote again (quality 75) is at a tenth, noise of 5
    // of 255 at a tenth, and of equal laws no picture in 400 is so near (MNIST, Fashion-MNIST, CIFAR-10).
    private const double Share = 0.25;

    // In few dimensions samples come near by chance: the share of a ball's volume that counts is one in ten thousand.
    private const double Chance = 1e-4;

    /// <summary>The doubles of a law, by samples of it.</summary>
    /// <param name="squaredGaps">The squared distance of each to its nearest other one.</param>
    /// <param name="width">The number of dimensions.</param>
    /// <param name="quantile">Which of the gaps is the law's: a half, or more where most samples are doubles.</param>
    public static Doubles Of(double[] squaredGaps, long width, double quantile = 0.5)
    {
        var apart = squaredGaps.Where(gap => gap > 0).Order().ToArray();
        var gap = apart.Length > 0 ? Math.Sqrt(apart[(int)(quantile * (apart.Length - 1))]) : 0;
        return new(gap, gap * Math.Min(Share, Math.Pow(Chance, 1.0 / width)));
    }

    /// <summary>How many are doubles.</summary>
    /// <param name="squaredDistances">The squared distance of each to what it may be a double of.</param>
    public int Count(IEnumerable<double> squaredDistances) => squaredDistances.Count(d => d <= Reach * Reach);

    /// <summary>How far samples are from the nearest of others, the median, as a share of the gap.</summary>
    /// <param name="squaredDistances">The squared distance of each.</param>
    public double Nearness(double[] squaredDistances) =>
        Gap > 0 ? Math.Sqrt(squaredDistances.Order().ElementAt(squaredDistances.Length / 2)) / Gap : 1;

    /// <summary>The squared distance of each sample to its nearest other one.</summary>
    /// <param name="rows">[n, d].</param>
    public static double[] Gaps(Tensor rows) => Neighbours.SquaredRadii(rows, 1).ToDoubles();
}
