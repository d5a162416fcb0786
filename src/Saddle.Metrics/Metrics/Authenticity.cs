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
        using var scope = new TensorScope();
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesWithin(n) + Neighbours.TilesBetween(m, n));
        var gaps = Neighbours.SquaredRadii(x, 1, tileDone).ToDoubles();
        var (least, place) = (new double[m], new long[m]);
        Array.Fill(least, double.PositiveInfinity);
        Neighbours.Visit(y, x, (i, j, distances) =>
        {
            var (values, places) = Algebra.Minimum(distances);
            var (numbers, indices) = (values.ToDoubles(), places.ToArray<long>());
            for (var row = 0; row < numbers.Length; row++)
            {
                if (numbers[row] < least[i + row])
                {
                    (least[i + row], place[i + row]) = (numbers[row], j + indices[row]);
                }
            }

            tileDone();
        });
        var authentic = least.Where((distance, i) => distance > gaps[place[i]]).Count();
        return new(new MetricFigure("authpct", 100.0 * authentic / least.Length));
    }
}
