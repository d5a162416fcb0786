using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Frechet distance of the Gaussians with the two sides' means and covariances; FID on features of the
/// FID-Inception network.
/// </summary>
[Entry(
    "fid",
    "Frechet distance of two Gaussians fitted to the features",
    @"|\mu_1 - \mu_2|^2 + \mathrm{tr}(\Sigma_1 + \Sigma_2 - 2(\Sigma_1\Sigma_2)^{1/2})",
    "Heusel, Ramsauer, Unterthiner, Nessler, Hochreiter 2017 (arXiv:1706.08500), equation 6")]
public sealed record FrechetDistance() : Metric
{
    /// <inheritdoc/>
    public override string NameElsewhere => "Frechet distance";

    private const long Recommended = 10_000;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Moments;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        var distance = reference is { Features: { } a, Stored: null } && generated is { Features: { } b, Stored: null }
            ? Frechet.Distance(a, b, how.Ddof)
            : Frechet.Distance(reference.Statistics(how.Ddof), generated.Statistics(how.Ddof));
        return new(new MetricFigure("fid", distance))
        {
            Notes =
            [
                .. Notes(reference),
                .. Notes(generated),
                .. SampleWords.OfVariances(Variance(generated, how.Ddof), Variance(reference, how.Ddof)),
            ],
        };
    }

    // In all dimensions together.
    private static double Variance(Side side, int ddof)
    {
        using var scope = new TensorScope();
        return side is { Stored: null, Features: { } features }
            ? features.Cast(DType.Float64).Variance([0], unbiased: false).Sum().Item()
            : Algebra.Trace(side.Statistics(ddof).Covariance);
    }

    private static IEnumerable<string> Notes(Side side)
    {
        if (side.Count is { } count && side.Width is { } width && count <= width)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{side.Name}: {count} samples of {width} dimensions make a singular covariance; "
                + $"the distance is far above that of many samples");
        }
        else if (side.Count < Recommended)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{side.Name}: {side.Count} samples; with fewer than {Recommended} the distance "
                + $"is biased upwards, see fid-infinity");
        }
    }
}
