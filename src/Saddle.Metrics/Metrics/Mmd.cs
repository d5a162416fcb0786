using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The squared maximum mean discrepancy with Gaussian kernels of several widths, without bias, over all samples.
/// </summary>
/// <param name="Widths">The kernels' widths, as multiples of the median distance within both samples together.</param>
[Entry(
    "mmd",
    "unbiased squared maximum mean discrepancy with Gaussian kernels, over all samples",
    @"k(x, y) = \frac{1}{|S|} \sum_{s \in S} e^{-|x-y|^2 / (2 s^2 \sigma^2)}",
    "Gretton, Borgwardt, Rasch, Scholkopf, Smola 2012 (JMLR 13), lemma 6; the median heuristic, section 8")]
public sealed record Mmd(
    [Parameter("the kernels' widths, as multiples of the median distance", Default = "0.5,1,2", Min = 1e-6)]
    double[] Widths) : Metric
{
    private const int MedianSamples = 1000;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("mmd", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated);
        using var scope = new TensorScope();
        var (n, m) = (a.Shape[0], b.Shape[0]);
        var median = MedianDistance(a, b, how.Seed);
        var tileDone = how.Parts(
            Neighbours.TilesBetween(n, n) + Neighbours.TilesBetween(m, m) + Neighbours.TilesBetween(n, m));
        double Total(Tensor x, Tensor y)
        {
            var sum = 0.0;
            Neighbours.Visit(x, y, (_, _, distances) =>
            {
                sum += Widths.Sum(width => Kernels(distances, width * width * median)) / Widths.Length;
                tileDone();
            });
            return sum;
        }

        // A point's kernel with itself is 1, and is left out.
        var within = ((Total(a, a) - n) / ((double)n * (n - 1))) + ((Total(b, b) - m) / ((double)m * (m - 1)));
        return new(
            new MetricFigure("mmd", within - (2 * Total(a, b) / ((double)n * m))),
            new MetricFigure("median_distance", Math.Sqrt(median)));
    }

    private static Tensor Some(Tensor rows, ulong seed, long number) =>
        Subsets.Draw(rows, seed, number, Math.Min(rows.Shape[0], MedianSamples)).Cast(DType.Float64);

    private static double Kernels(Tensor squaredDistances, double squaredWidth) =>
        Tensor.Exp(squaredDistances * (-0.5 / squaredWidth)).Sum().Item();

    /// <summary>The median of the squared distances between some samples of both sides.</summary>
    private static double MedianDistance(Tensor a, Tensor b, ulong seed)
    {
        using var scope = new TensorScope();
        var some = Tensor.Concatenate([Some(a, seed, 0), Some(b, seed, 1)]);
        var distances = Algebra.SquaredDistances(some, some).ToDoubles();
        var n = (int)some.Shape[0];
        var pairs = Enumerable.Range(0, n)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => distances[(i * n) + j]))
            .Order()
            .ToArray();
        return pairs[pairs.Length / 2] is > 0 and var median
            ? median
            : throw new SettingsException(
                "more than half of all samples coincide: there is no median distance to take a kernel's width from");
    }
}
