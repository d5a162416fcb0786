using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The percentage of authentic samples: those whose nearest real sample is nearer to another real sample than to them.
/// Less than half is a sign of copying.
/// </summary>
[Entry(
    "authpct",
    "share of generated samples that are no copies of a real one, in percent",
    @"100 \cdot \mathbb{P}(|y - x_{i}| > \min_{j \neq i} |x_{i} - x_j|),\quad i = \arg\min |y - x_i|",
    "Alaa, van Breugel, Saveliev, van der Schaar 2022 (arXiv:2102.08921), section 4.2")]
public sealed record Authenticity() : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated);
        var tileDone = how.Parts(Neighbours.TilesWithin(x.Shape[0]) + Neighbours.TilesBetween(y.Shape[0], x.Shape[0]));
        return new(new MetricFigure("authpct", 100 * Share(x, y, tileDone)));
    }

    /// <summary>The share of authentic samples.</summary>
    /// <param name="real">[n, d], n at least 2.</param>
    /// <param name="generated">[m, d].</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    internal static double Share(Tensor real, Tensor generated, Action? tileDone = null)
    {
        var gaps = Neighbours.Within(real, 1, tileDone).SquaredDistances;
        var nearest = Neighbours.Among(generated, real, 1, tileDone);
        return nearest.SquaredDistances.Where((distance, i) => distance > gaps[nearest.Places[i]]).Count()
            / (double)nearest.Count;
    }
}
