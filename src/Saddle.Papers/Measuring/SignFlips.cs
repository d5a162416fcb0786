using System.Numerics;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>
/// The 95 % interval of the centre of a law from paired differences: all values that a test by sign flips does not
/// reject, 2.5 % on either side. It assumes that differences are independent and symmetric about the centre, and no
/// more.
/// </summary>
/// <remarks>
/// A centre is rejected from below where few of the 2^n ways to flip the signs of the centred differences give a sum as
/// large as theirs, which says that few means of subsets lie at or below it. So the interval goes from the k-th least
/// mean of a non-empty subset to the k-th greatest, k = floor(0.025 * 2^n), and covers with probability 1 - 2k / 2^n
/// (Hartigan 1969, "Using subsample values as typical values").
/// </remarks>
internal static class SignFlips
{
    /// <summary>The fewest differences that have an interval: of five, two of 32 signs are more than 5 %.</summary>
    public const int Fewest = 6;

    // Of more differences, subsets are drawn: each difference in or out alike.
    private const int All = 20;
    private const double Tail = 0.025;

    /// <summary>The interval.</summary>
    /// <param name="differences">The differences; at least six, all finite.</param>
    /// <exception cref="ArgumentException">They are fewer, or one is not finite.</exception>
    public static (double Low, double High) Interval(IReadOnlyList<double> differences)
    {
        if (differences.Count < Fewest || differences.Any(d => !double.IsFinite(d)))
        {
            throw new ArgumentException($"expected at least {Fewest} finite differences", nameof(differences));
        }

        var means = differences.Count <= All ? Means(differences) : DrawnMeans(differences);
        Array.Sort(means);
        var k = (int)(Tail * (means.Length + 1));
        return (means[k - 1], means[^k]);
    }

    // Of every non-empty subset, its number's bits saying which differences are in.
    private static double[] Means(IReadOnlyList<double> differences)
    {
        var sums = new double[1 << differences.Count];
        for (var subset = 1; subset < sums.Length; subset++)
        {
            sums[subset] = sums[subset & (subset - 1)] + differences[BitOperations.TrailingZeroCount(subset)];
        }

        return [.. sums.Select((sum, subset) => sum / BitOperations.PopCount((uint)subset)).Skip(1)];
    }

    private static double[] DrawnMeans(IReadOnlyList<double> differences)
    {
        const int Draws = 99_999;
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var (random, sum, count) = (new Philox(0, draw, Purpose.Shuffle), 0.0, 0);
            while (count == 0)
            {
                foreach (var difference in differences.Where(_ => random.Uniform() < 0.5))
                {
                    sum += difference;
                    count++;
                }
            }

            means[draw] = sum / count;
        }

        return means;
    }
}
