using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Clipped density and clipped coverage: density with radii of at most the median, in which a sample counts at most
/// once, as a share of what the reference itself gives; and coverage by up to k samples a ball, put on the scale of how
/// many of the generated samples would have to be good to give it.
/// </summary>
/// <param name="K">Which neighbour sets a ball's radius; a sample is not its own neighbour.</param>
/// <remarks>
/// Borders belong to a ball for density and not for coverage, as in the authors' code. Coverage's scale has steps of
/// 1 / (m + 1), and anything above nothing is at least k / (m + 1) on it.
/// </remarks>
/// <example><code>new ClippedDensityCoverage(K: 5).Measure(a, b, new())["clipped_coverage"]</code></example>
[Entry(
    "clipped",
    "clipped density and coverage: robust to outliers, and on scales that mean a share of good samples",
    @"\min\!\left(1, \overline{\min(1, c_j / k)} \,/\, \overline{\min(1, c'_i / k)}\right),\quad "
    + @"g(\overline{\min(k, |B_i|) / k})",
    "Salvy, Talbot, Thirion 2025 (arXiv:2507.01761)")]
public sealed record ClippedDensityCoverage(
    [Parameter("which neighbour sets a ball's radius", Min = 1, Max = 1000)] int K = 5) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("clipped_density", FigureAim.Fidelity), ("clipped_coverage", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, K);
        reference.RequireFeatures(K + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesWithin(n) + (2 * Neighbours.TilesBetween(n, m)));
        var nearest = Neighbours.Within(x, K, tileDone);
        return new(
            new MetricFigure("clipped_density", Density(x, y, nearest, tileDone)),
            new MetricFigure("clipped_coverage", Coverage(x, y, nearest, tileDone)));
    }

    private double Density(Tensor x, Tensor y, Nearest nearest, Action tileDone)
    {
        var radii = nearest.Radii(K);
        var most = SquaredMedian(radii);
        var clipped = radii.Select(radius => Math.Min(radius, most)).ToArray();
        var counts = BallCounts.Of(x, y, clipped, null, closed: true, tileDone).BallsOverOther;
        var own = Share(OfReal(nearest, clipped));

        // A median of 0 leaves balls of points alone, around real samples that have k copies.
        return own > 0 ? Math.Min(1, Share(counts) / own) : 0;
    }

    // In how many clipped balls each real sample lies, of those that have it among their k neighbours.
    private double[] OfReal(Nearest nearest, double[] clipped)
    {
        var counts = new double[nearest.Count];
        for (var at = 0; at < nearest.Places.Length; at++)
        {
            if (nearest.SquaredDistances[at] <= clipped[at / K])
            {
                counts[nearest.Places[at]]++;
            }
        }

        return counts;
    }

    private double Share(double[] counts) => counts.Average(count => Math.Min(1, count / K));

    private double Coverage(Tensor x, Tensor y, Nearest nearest, Action tileDone)
    {
        var counts = BallCounts.Of(x, y, nearest.Radii(K), null, closed: false, tileDone).InBall;
        var share = counts.Average(count => Math.Min(count, K)) / K;
        var scale = ExpectedCoverage(nearest.Count, y.Shape[0]);
        var place = Array.FindIndex(scale, expected => expected >= share);
        return (place < 0 ? scale.Length : place) / (double)scale.Length;
    }

    /// <summary>
    /// What coverage is expected of each number of good samples, from 0 to m, with the rest nowhere near; the first k
    /// of the scale are 0, as in the authors' code.
    /// </summary>
    /// <remarks>
    /// The chance of a ball is a beta variable of k and n - k; so each further sample falls into one that has j of them
    /// with the chance (k + j) / (n + samples so far).
    /// </remarks>
    /// <param name="n">The number of real samples.</param>
    /// <param name="m">The number of generated ones.</param>
    internal double[] ExpectedCoverage(long n, long m)
    {
        var (scale, chances, expected) = (new double[m + 1], new double[K], 0.0);
        chances[0] = 1;
        for (var samples = 0L; samples < m; samples++)
        {
            for (var j = K - 1; j >= 0; j--)
            {
                var falls = chances[j] * (K + j) / (n + samples);
                expected += falls / K;
                chances[j] -= falls;
                if (j + 1 < K)
                {
                    chances[j + 1] += falls;
                }
            }

            scale[samples + 1] = samples + 1 >= K ? expected : 0;
        }

        return scale;
    }

    // Of an even number the median lies half way between the radii themselves, not their squares.
    private static double SquaredMedian(double[] squared)
    {
        var sorted = squared.Order().ToArray();
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low == high ? low : Math.Pow((Math.Sqrt(low) + Math.Sqrt(high)) / 2, 2);
    }
}
