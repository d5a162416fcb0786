using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The distance between the mean features of both sides: the part of Frechet's distance that needs no covariance.
/// </summary>
/// <param name="Norm">1 for the sum of the coordinates' distances, 2 for the Euclidean distance.</param>
[Entry(
    "mean-gap",
    "the distance between the mean features of both sides",
    @"\|\mu_A - \mu_B\|_p",
    "made up for this guide")]
public sealed record MeanGap(
    [Parameter("1 for the sum of the coordinates' distances, 2 for the Euclidean distance", Min = 1, Max = 2)]
    int Norm = 2) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        using var scope = new TensorScope();
        var gap = Tensor.Abs(Mean(reference) - Mean(generated)).ToDoubles();
        return new(new MetricFigure("mean_gap", Norm == 1 ? gap.Sum() : Math.Sqrt(gap.Sum(g => g * g))));
    }

    private static Tensor Mean(Side side) => side.RequireFeatures().Cast(DType.Float64).Mean([0]);
}
