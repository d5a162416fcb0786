using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// How different samples of a side are: the mean squared distance of the features of two of them, over all pairs, of
/// the generated side and of the reference, and their ratio: 1 where generated samples differ as much as real ones do,
/// 0 where all are one.
/// </summary>
/// <remarks>
/// On the features of the extractor <c>lpips</c> it is the mean LPIPS of two samples, by which Zhu et al. 2017
/// (arXiv:1711.11586), section 4.1, measure diversity, over all pairs where papers draw some. It is twice the trace of
/// the unbiased covariance, so no pair is looked at. Errors are by the jackknife over samples. A ratio above 1 may be
/// noise: that samples differ does not say that they are good.
/// </remarks>
/// <example><code>new PairwiseDistance().Measure(reference, generated, new())["ratio"]</code></example>
[Entry(
    "pairwise-distance",
    "how different two samples are on average, beside real ones; on --extractor lpips the diversity of that name",
    @"\frac{2}{n(n-1)} \sum_{i < j} |x_i - x_j|^2",
    "Zhu et al. 2017 (arXiv:1711.11586), section 4.1, on LPIPS")]
public sealed record PairwiseDistance : Metric
{
    private const int BlockRows = 256;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated);
        var done = how.Parts(2 * (Blocks(x) + Blocks(y)));
        var (real, own) = (Of(x, done), Of(y, done));
        if (real.Mean == 0)
        {
            throw new SettingsException($"{reference.Name}: all samples have the same features, to which none compare");
        }

        var ratio = own.Mean / real.Mean;
        var error = Math.Sqrt(Square(own.Error) + Square(ratio * real.Error)) / real.Mean;
        return new(
            Figure("pairwise_distance", own),
            Figure("pairwise_distance_reference", real),
            Figure("ratio", new(ratio, error)));
    }

    private static long Blocks(Tensor features) => (features.Shape[0] + BlockRows - 1) / BlockRows;

    // Of two samples there is one pair, whose error is not known.
    private static MetricFigure Figure(string name, Estimate of) => double.IsNaN(of.Error)
        ? new(name, of.Mean)
        : MetricFigure.WithError(name, of.Mean, of.Error);

    // With r the squared distances to the mean and R their sum, those of a sample to the others add up to n r + R.
    private static Estimate Of(Tensor features, Action done)
    {
        var n = features.Shape[0];
        var sum = Tensor.Zeros([1, features.Shape[1]], DType.Float64);
        Visit(rows => Algebra.CopyInto(sum, sum + rows.Sum([0], keep: true)));
        var mean = sum / n;
        var r = new List<double>();
        Visit(rows => r.AddRange((rows - mean).Square().Sum([1]).ToDoubles()));
        var all = r.Sum();
        var own = 2 * all / (n - 1);
        var spread = r.Sum(value => Square((((n * value) + all) / (n - 1)) - own));
        return new(own, n > 2 ? 2 * Math.Sqrt((n - 1) * spread / n) / (n - 2) : double.NaN);

        void Visit(Action<Tensor> look)
        {
            for (var start = 0L; start < n; start += BlockRows)
            {
                using var scope = new TensorScope();
                look(features.Narrow(0, start, Math.Min(BlockRows, n - start)).Cast(DType.Float64));
                done();
            }
        }
    }

    private static double Square(double value) => value * value;

    private readonly record struct Estimate(double Mean, double Error);
}
