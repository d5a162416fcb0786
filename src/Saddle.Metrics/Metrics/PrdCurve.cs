using Saddle.Catalog;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The precision-recall curve of distributions: both sides are clustered together, and for every exchange rate of
/// precision for recall the best pair on the clusters' shares is found. Its summaries are the largest F8 (recall) and
/// F1/8 (precision).
/// </summary>
/// <param name="Clusters">How many clusters.</param>
/// <param name="Angles">How many exchange rates.</param>
/// <param name="Runs">Over how many clusterings the curve is averaged.</param>
/// <param name="Most">The most samples of each side, drawn anew for each clustering.</param>
[Entry(
    "prd",
    "precision-recall curve of distributions, with F8 and F1/8",
    @"\alpha(\lambda) = \sum_\omega \min(\lambda P(\omega), Q(\omega)),\quad "
    + @"\beta(\lambda) = \alpha(\lambda) / \lambda",
    "Sajjadi, Bachem, Lucic, Bousquet, Gelly 2018 (arXiv:1806.00035), algorithm 1")]
public sealed record PrdCurve(
    [Parameter("how many clusters", Min = 2, Max = 10000)] int Clusters = 20,
    [Parameter("how many exchange rates", Min = 3, Max = 100000)] int Angles = 1001,
    [Parameter("over how many clusterings the curve is averaged", Min = 1, Max = 1000)] int Runs = 10,
    [Parameter("the most samples of each side", Min = 2, Max = 1e6)] int Most = 10_000) : Metric
{
    private const double Beta = 8;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, Clusters);
        var size = Math.Min(Most, Math.Min(x.Shape[0], y.Shape[0]));
        var (precision, recall) = (new double[Angles], new double[Angles]);
        for (var run = 0; run < Runs; run++)
        {
            using var scope = new TensorScope();
            var some = Subsets.Draw(x, how.Seed, 2L * run, size);
            var others = Subsets.Draw(y, how.Seed, (2L * run) + 1, size);
            var (p, q) = ClusterShares(some, others, new Philox(how.Seed, run, Purpose.Start));
            foreach (var (point, i) in Curve(p, q, Angles).Select((point, i) => (point, i)))
            {
                precision[i] += point.Precision / Runs;
                recall[i] += point.Recall / Runs;
            }

            how.Done((run + 1.0) / Runs);
        }

        return new(
            new MetricFigure("f8", LargestF(precision, recall, Beta)),
            new MetricFigure("f1_8", LargestF(precision, recall, 1 / Beta)))
        {
            Curve = new("recall", "precision", [.. precision.Zip(recall, (a, b) => new CurvePoint(b, a))]),
            Notes = x.Shape[0] == size && y.Shape[0] == size ? [] : [DrawnNote(size)],
        };
    }

    private static string DrawnNote(long size) => FormattableString.Invariant(
        $"{size} samples are drawn of each side: the clusters must come from equally many of both");

    /// <summary>The curve of two laws on the same finite set.</summary>
    /// <param name="p">The reference's shares.</param>
    /// <param name="q">The generated side's shares.</param>
    /// <param name="angles">How many exchange rates; their angles are even in (0, 90 degrees).</param>
    internal static (double Precision, double Recall)[] Curve(double[] p, double[] q, int angles)
    {
        var margin = 1e-6;
        var curve = new (double, double)[angles];
        for (var i = 0; i < angles; i++)
        {
            var slope = Math.Tan(margin + (((Math.PI / 2) - (2 * margin)) * i / (angles - 1)));
            var precision = p.Zip(q, (a, b) => Math.Min(slope * a, b)).Sum();
            curve[i] = (Math.Min(1, precision), Math.Min(1, precision / slope));
        }

        return curve;
    }

    private static double LargestF(double[] precision, double[] recall, double beta) => precision.Zip(recall, (p, r) =>
        p > 0 && r > 0 ? (1 + (beta * beta)) * p * r / ((beta * beta * p) + r) : 0).Max();

    private (double[] P, double[] Q) ClusterShares(Tensor x, Tensor y, Philox random)
    {
        var both = Tensor.Concatenate([x.Cast(DType.Float64), y.Cast(DType.Float64)]);
        var labels = KMeans.Labels(both, Clusters, random);
        var (p, q) = (new double[Clusters], new double[Clusters]);
        var n = (int)x.Shape[0];
        for (var i = 0; i < labels.Length; i++)
        {
            (i < n ? p : q)[labels[i]] += 1.0 / n;
        }

        return (p, q);
    }
}
