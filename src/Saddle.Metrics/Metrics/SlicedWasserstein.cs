using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The sliced Wasserstein distance: the mean over random directions of the projections' distance, exact for each.
/// </summary>
/// <param name="Directions">How many directions.</param>
/// <param name="Power">The power p of the distance.</param>
[Entry(
    "sliced-wasserstein",
    "sliced Wasserstein distance over random directions",
    @"\left(\mathbb{E}_\theta W_p^p(\theta \cdot X, \theta \cdot Y)\right)^{1/p}",
    "Rabin, Peyre, Delon, Bernot 2012; Bonneel, Rabin, Peyre, Pfister 2015, equation 7")]
public sealed record SlicedWasserstein(
    [Parameter("how many directions", Min = 1, Max = 100000)] int Directions = 500,
    [Parameter("the power p", Min = 1, Max = 4)] int Power = 2) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("sliced_wasserstein", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated, 1);
        using var scope = new TensorScope();
        var directions = Projections.Directions(Directions, a.Shape[1], how.Seed);
        var (first, second) = (Projections.Sorted(a, directions), Projections.Sorted(b, directions));
        var values = new double[Directions];
        for (var i = 0; i < values.Length; i++)
        {
            using var inner = new TensorScope();
            values[i] = Transport.OnLine(first.Narrow(0, i, 1).ToDoubles(), second.Narrow(0, i, 1).ToDoubles(), Power);
        }

        var (mean, deviation) = Spread.Of(values, ddof: 1);
        var distance = Math.Pow(mean, 1.0 / Power);
        var error = mean > 0 ? distance / (Power * mean) * deviation / Math.Sqrt(Directions) : 0;
        return new(MetricFigure.WithError("sliced_wasserstein", distance, error))
        {
            Notes = ["the interval is that of the choice of directions, not of the samples"],
        };
    }
}
