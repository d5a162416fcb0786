using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Alpha-precision, beta-recall and authenticity: whether the share alpha of generated samples lies within the ball
/// around the reference's mean that holds the share alpha of the reference, for every alpha; the same the other way
/// round by nearest neighbours; and the share of samples that are no copies.
/// </summary>
/// <param name="Steps">At how many shares from 0 to 1.</param>
/// <remarks>
/// Without an embedding of its own: the centre is the mean of the reference. As in the first code, with what Räisä et
/// al. 2025 correct: authenticity goes over the generated samples, where that code goes over real ones and takes places
/// of generated samples for places of real ones. Both deltas can be negative. Sums are of double precision, where the
/// first code has single.
/// </remarks>
/// <example><code>new AlphaPrecision().Measure(reference, generated, new())["authenticity"]</code></example>
[Entry(
    "alpha-precision",
    "alpha-precision, beta-recall and authenticity",
    @"1 - \frac{2}{s - 1}\sum_{k=0}^{s-1} |\alpha_k - P_{\alpha_k}|,\quad "
    + @"P_\alpha = \mathbb{P}(|y - \bar x| \le Q_\alpha(|x - \bar x|))",
    "Alaa, van Breugel, Saveliev, van der Schaar 2022 (arXiv:2102.08921); "
    + "Räisä, van Breugel, van der Schaar 2025 (arXiv:2505.22450)")]
public sealed record AlphaPrecision(
    [Parameter("at how many shares from 0 to 1", Min = 3, Max = 10000)] int Steps = 30) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("delta_precision_alpha", FigureAim.Fidelity), ("delta_coverage_beta", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(
            (2 * Neighbours.TilesWithin(n)) + Neighbours.TilesBetween(n, m) + Neighbours.TilesBetween(m, n));
        using var scope = new TensorScope();
        return new(
            new MetricFigure("delta_precision_alpha", Precision(x, y)),
            new MetricFigure("delta_coverage_beta", Recall(x, y, tileDone)),
            new MetricFigure("authenticity", Authenticity.Share(x, y, tileDone)));
    }

    private double Precision(Tensor x, Tensor y)
    {
        var (centre, all) = (Mean(x), Enumerable.Repeat(true, (int)y.Shape[0]).ToArray());
        return Delta(From(x, centre), From(y, centre), all);
    }

    // A real sample is covered where a generated one is no further than the nearest other real one.
    private double Recall(Tensor x, Tensor y, Action tileDone)
    {
        var own = Neighbours.Within(x, 1, tileDone).SquaredDistances;
        var nearest = Neighbours.Among(x, y, 1, tileDone);
        var distances = From(y, Mean(y));
        var ofNearest = nearest.Places.Select(place => distances[place]).ToArray();
        return Delta(ofNearest, ofNearest, [.. nearest.SquaredDistances.Select((distance, i) => distance <= own[i])]);
    }

    /// <summary>How far the shares of what counts are from those that set the radii.</summary>
    private double Delta(double[] setting, double[] judged, bool[] counts)
    {
        var (sorted, parts) = (setting.Order().ToArray(), Steps - 1);
        var gaps = Enumerable.Range(0, Steps).Sum(step =>
        {
            // The last is 1, whatever rounding says.
            var share = step == parts ? 1 : step * (1.0 / parts);
            var radius = Quantiles.At(sorted, share);
            var inside = judged.Where((distance, i) => counts[i] && distance <= radius).Count();
            return Math.Abs(share - ((double)inside / judged.Length));
        });
        return 1 - (2 * gaps / parts);
    }

    private static Tensor Mean(Tensor rows) => rows.Cast(DType.Float64).Mean([0], keep: true);

    private static double[] From(Tensor rows, Tensor centre)
    {
        var exact = new ExactDistances(rows, centre);
        return [.. Enumerable.Range(0, (int)rows.Shape[0]).Select(i => Math.Sqrt(exact.Squared(i, 0)))];
    }
}
