using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>
/// Cover precision and cover recall: the share of samples of one side whose ball, which holds C k of their own side,
/// holds at least k of the other.
/// </summary>
/// <param name="K">How many of the other side a ball must hold.</param>
/// <param name="C">How many times as many of its own side it holds.</param>
/// <remarks>
/// Named as in the authors' code with the reference given first: <c>cover_precision</c> goes over the reference's
/// samples and falls with what is left out, <c>cover_recall</c> over the generated ones. The border belongs to a ball.
/// </remarks>
/// <example><code>new PrecisionRecallCover(K: 2).Measure(reference, generated, new())["cover_recall"]</code></example>
[Entry(
    "cover",
    "cover precision and recall: samples whose ball of C k own ones holds k of the other side",
    @"\frac{1}{n}\sum_i 1[|\{j : |y_j - x_i| \le \mathrm{NND}_{Ck}(x_i)\}| \ge k]",
    "Cheema, Urner 2023, Precision Recall Cover (AISTATS 2023)")]
public sealed record PrecisionRecallCover(
    [Parameter("how many of the other side a ball must hold", Min = 1, Max = 1000)] int K = 5,
    [Parameter("how many times as many of its own side it holds", Min = 1, Max = 100)] int C = 3) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("cover_precision", FigureAim.Fidelity), ("cover_recall", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var own = K * C;
        var (x, y) = Side.BothFeatures(reference, generated, own + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesOfBoth(n, m));
        var counts = BallCounts.Of(
            x,
            y,
            Neighbours.Within(x, own, tileDone).Radii(own),
            Neighbours.Within(y, own, tileDone).Radii(own),
            closed: true,
            tileDone);
        double Enough(double[] inBall) => inBall.Count(count => count >= K) / (double)inBall.Length;

        return new(
            new MetricFigure("cover_precision", Enough(counts.InBall)),
            new MetricFigure("cover_recall", Enough(counts.InOtherBall)));
    }
}
