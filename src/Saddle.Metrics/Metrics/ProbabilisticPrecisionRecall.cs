using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Probabilistic precision and recall: balls of one radius a side, the mean distance to the k-th neighbour times a
/// factor, in which being inside fades from 1 at the centre to 0 at the border; a sample counts by the chance that it
/// is in one of them.
/// </summary>
/// <param name="A">The factor of the mean distance.</param>
/// <param name="K">Which neighbour's distance is averaged; a sample is not its own neighbour.</param>
/// <example><code>new ProbabilisticPrecisionRecall().Measure(reference, generated, new())["p_recall"]</code></example>
[Entry(
    "p-precision-recall",
    "probabilistic precision and recall: the chance of lying in a fading ball of the other side",
    @"\frac{1}{m}\sum_j 1 - \prod_i \min(1, |y_j - x_i| / R),\quad R = a\,\overline{\mathrm{NND}_k}",
    "Park, Kim 2023, Probabilistic Precision and Recall (arXiv:2309.01590)")]
public sealed record ProbabilisticPrecisionRecall(
    [Parameter("the factor of the mean distance", Min = 1e-9)] double A = 1.2,
    [Parameter("which neighbour's distance is averaged", Min = 1, Max = 1000)] int K = 4) : Metric
{
    private static readonly Operator ProductOperator = new("aten::prod", "dim_int");

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("p_precision", FigureAim.Fidelity), ("p_recall", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, K + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesOfBoth(n, m));
        var (real, made) = (Radius(x, tileDone), Radius(y, tileDone));
        var (outsideReal, outsideMade) = (Filled(m), Filled(n));

        Neighbours.VisitWithZeros(x, y, (i, j, squared) =>
        {
            var distances = Tensor.Sqrt(squared);
            Multiply(outsideReal, j, Product((distances / real).Clamp(0, 1), 0));
            Multiply(outsideMade, i, Product((distances / made).Clamp(0, 1), 1));
            tileDone();
        });
        return new(
            new MetricFigure("p_precision", outsideReal.Average(chance => 1 - chance)),
            new MetricFigure("p_recall", outsideMade.Average(chance => 1 - chance)));
    }

    // Where it is 0, because more than K samples coincide wherever one is, equal ones alone are inside.
    private double Radius(Tensor rows, Action tileDone) =>
        Math.Max(double.Epsilon, A * Neighbours.Within(rows, K, tileDone).Radii(K).Average(Math.Sqrt));

    private static Tensor Product(Tensor chances, long dimension) => ProductOperator.Call(chances, dimension, false);

    private static double[] Filled(long count)
    {
        var all = new double[count];
        Array.Fill(all, 1);
        return all;
    }

    private static void Multiply(double[] chances, long start, Tensor factors)
    {
        var numbers = factors.ToDoubles();
        for (var i = 0; i < numbers.Length; i++)
        {
            chances[start + i] *= numbers[i];
        }
    }
}
