using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Frechet distance of the Gaussians with the two sides' means and covariances; FID on features of the
/// FID-Inception network.
/// </summary>
/// <param name="Interval">
/// Whether features are kept for an interval where nothing else needs them: mean and covariance give none.
/// </param>
/// <remarks>
/// The interval is where the mean of distances at these numbers of samples lies, by <see cref="FrechetError"/>; what
/// infinitely many samples would have is less, see <see cref="FidInfinity"/>.
/// </remarks>
[Entry(
    "fid",
    "Frechet distance of two Gaussians fitted to the features",
    @"|\mu_1 - \mu_2|^2 + \mathrm{tr}(\Sigma_1 + \Sigma_2 - 2(\Sigma_1\Sigma_2)^{1/2})",
    "Heusel, Ramsauer, Unterthiner, Nessler, Hochreiter 2017 (arXiv:1706.08500), equation 6")]
public sealed record FrechetDistance(
    [Parameter("whether features are kept for an interval where nothing else needs them")] bool Interval = false)
    : Metric
{
    /// <inheritdoc/>
    public override string NameElsewhere => "Frechet distance";

    private const long Recommended = 10_000;

    private const string IntervalNote = "the interval is of the distance at so many samples, not of infinitely many";

    /// <inheritdoc/>
    public override Needs Needs => Interval ? Needs.Features : Needs.Moments;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("fid", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        return new(Figure(reference, generated, how))
        {
            Notes =
            [
                .. Notes(reference),
                .. Notes(generated),
                .. generated.Features is null || reference.Features is null ? [] : (string[])[IntervalNote],
                .. SampleWords.OfVariances(Variance(generated, how.Ddof), Variance(reference, how.Ddof)),
            ],
        };
    }

    private static MetricFigure Figure(Side reference, Side generated, MeasuringSettings how)
    {
        if (reference is not { Features: { } a, Stored: null } || generated is not { Features: { } b, Stored: null })
        {
            return new("fid", Frechet.Distance(reference.Statistics(how.Ddof), generated.Statistics(how.Ddof)));
        }

        var distance = Frechet.Distance(a, b, how.Ddof);
        var error = how.Intervals ? Math.Sqrt(FrechetError.Variance(a, b)) : double.NaN;
        if (!double.IsFinite(error))
        {
            return new("fid", distance);
        }

        var figure = MetricFigure.WithError("fid", distance, error); // no distance is below 0, and no mean of some
        return figure.Interval is { } i ? figure with { Interval = i with { Low = Math.Max(0, i.Low) } } : figure;
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
