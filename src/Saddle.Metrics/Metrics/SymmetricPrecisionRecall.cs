using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>
/// Symmetric precision and recall: the lesser of precision and its complement, whose balls are those of the generated
/// samples, and the lesser of recall and coverage.
/// </summary>
/// <param name="K">Which neighbour sets a ball's radius; a sample is not its own neighbour.</param>
/// <remarks>
/// Precision alone stays high, and recall low, where the two sides lie at different distances from one centre in many
/// dimensions; the lesser of both views falls in either case. Borders do not belong to balls.
/// </remarks>
/// <example><code>new SymmetricPrecisionRecall(K: 5).Measure(a, b, new())["sym_recall"]</code></example>
[Entry(
    "symmetric",
    "symmetric precision and recall: the lesser of what balls of either side say",
    @"\min(\mathrm{precision}, \mathrm{precision}^c),\quad \min(\mathrm{recall}, \mathrm{coverage})",
    "Khayatkhoei, AbdAlmageed 2023 (arXiv:2306.09618)")]
public sealed record SymmetricPrecisionRecall(
    [Parameter("which neighbour sets a ball's radius", Min = 1, Max = 1000)] int K = 5) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("sym_precision", FigureAim.Fidelity), ("sym_recall", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, K + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesOfBoth(n, m));
        var (real, made) = (Neighbours.Within(x, K, tileDone).Radii(K), Neighbours.Within(y, K, tileDone).Radii(K));
        var counts = BallCounts.Of(x, y, real, made, closed: false, tileDone);
        var (precision, complement) = (BallCounts.Share(counts.BallsOverOther), BallCounts.Share(counts.InOtherBall));
        var (recall, coverage) = (BallCounts.Share(counts.BallsOver), BallCounts.Share(counts.InBall));
        return new(
            new MetricFigure("sym_precision", Math.Min(precision, complement)),
            new MetricFigure("sym_recall", Math.Min(recall, coverage)),
            new MetricFigure("precision", precision),
            new MetricFigure("comp_precision", complement),
            new MetricFigure("recall", recall),
            new MetricFigure("coverage", coverage));
    }
}
