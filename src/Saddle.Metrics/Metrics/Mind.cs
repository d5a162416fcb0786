using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Monge inception distance: the mean squared distance of sorted projections to random directions, times three times
/// the dimensions.
/// </summary>
/// <param name="Directions">How many directions.</param>
/// <remarks>
/// Of the larger side as many samples are drawn as the smaller has. As torch-fidelity has it, but with directions of
/// our own generator.
/// </remarks>
[Entry(
    "mind",
    "mean squared distance of sorted projections to random directions, times 3d",
    @"3 d\, \mathbb{E}_\theta \frac{1}{n} \sum_i (\theta \cdot x)_{(i)} - (\theta \cdot y)_{(i)})^2",
    "torch-fidelity 0.5, metric MIND")]
public sealed record Mind(
    [Parameter("how many directions", Min = 1, Max = 100000)] int Directions = 1000) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated);
        using var scope = new TensorScope();
        var size = Math.Min(a.Shape[0], b.Shape[0]);
        var directions = Projections.Directions(Directions, a.Shape[1], how.Seed);
        var first = a.Shape[0] > size ? Subsets.Draw(a, how.Seed, 0, size) : a;
        var second = b.Shape[0] > size ? Subsets.Draw(b, how.Seed, 1, size) : b;
        return new(new MetricFigure("mind", Distance(first, second, directions)));
    }

    /// <summary>The distance by given directions.</summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[n, d].</param>
    /// <param name="directions">[d, k].</param>
    internal static double Distance(Tensor a, Tensor b, Tensor directions)
    {
        using var scope = new TensorScope();
        var gaps = Projections.Sorted(a, directions) - Projections.Sorted(b, directions);
        return 3 * a.Shape[1] * gaps.Square().Mean().Item();
    }
}
