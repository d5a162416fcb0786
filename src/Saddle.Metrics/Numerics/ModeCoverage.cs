using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>How a sample is spread over the known modes of a mixture.</summary>
/// <param name="Near">The share of samples within three standard deviations of a mode.</param>
/// <param name="Covered">The number of modes that have their share: at least a fifth of what they should have.</param>
/// <param name="Counts">The number of near samples of each mode.</param>
/// <remarks>
/// A sample counts for its nearest mode if it lies within three standard deviations in Euclidean distance (Srivastava
/// et al. 2017, arXiv:1705.07761, section 4.1, "high-quality samples").
/// </remarks>
public sealed record ModeCoverage(double Near, int Covered, IReadOnlyList<int> Counts)
{
    private const double Radius = 3;
    private const double LeastShare = 0.2;

    /// <summary>Counts.</summary>
    /// <param name="modes">The mixture.</param>
    /// <param name="points">The sample's coordinates, point by point.</param>
    public static ModeCoverage Of(IModes modes, ReadOnlySpan<double> points)
    {
        ArgumentNullException.ThrowIfNull(modes);
        var (centres, dimension) = (modes.Centres, modes.Centres[0].Length);
        var weights = modes.Weights;
        var limit = Radius * modes.StandardDeviation * Radius * modes.StandardDeviation;
        var counts = new int[centres.Count];
        for (var i = 0; i < points.Length; i += dimension)
        {
            var (mode, squared) = Nearest(centres, points.Slice(i, dimension));
            if (squared <= limit)
            {
                counts[mode]++;
            }
        }

        var n = points.Length / dimension;
        return new(
            (double)counts.Sum() / n,
            counts.Where((count, mode) => count >= LeastShare * weights[mode] * n).Count(),
            counts);
    }

    /// <summary>The share of samples that lie nearer to the mode that was asked for than to any other.</summary>
    /// <param name="modes">The mixture.</param>
    /// <param name="points">The sample's coordinates, point by point.</param>
    /// <param name="asked">The mode that each was asked to be of.</param>
    public static double NearestAsked(IModes modes, ReadOnlySpan<double> points, IReadOnlyList<int> asked)
    {
        ArgumentNullException.ThrowIfNull(modes);
        ArgumentNullException.ThrowIfNull(asked);
        var (centres, dimension, own) = (modes.Centres, modes.Centres[0].Length, 0);
        for (var i = 0; i < asked.Count; i++)
        {
            own += Nearest(centres, points.Slice(i * dimension, dimension)).Mode == asked[i] ? 1 : 0;
        }

        return (double)own / asked.Count;
    }

    private static (int Mode, double SquaredDistance) Nearest(
        IReadOnlyList<double[]> centres, ReadOnlySpan<double> point)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var mode = 0; mode < centres.Count; mode++)
        {
            var squared = 0.0;
            for (var i = 0; i < point.Length; i++)
            {
                squared += (point[i] - centres[mode][i]) * (point[i] - centres[mode][i]);
            }

            if (squared < least)
            {
                (best, least) = (mode, squared);
            }
        }

        return (best, least);
    }
}
