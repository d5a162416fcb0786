using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Frechet distance extrapolated to infinitely many generated samples: it is measured on samples of several sizes
/// and fitted by a line in 1/n, whose intercept is the value. Also the distance against n as a curve.
/// </summary>
/// <param name="Points">How many sizes.</param>
/// <param name="Least">The smallest size; 0 for the greater of a tenth of the samples and 2, at most 5,000.</param>
[Entry(
    "fid-infinity",
    "Frechet distance extrapolated to infinitely many generated samples, and its curve against n",
    @"\mathrm{FID}_n = \mathrm{FID}_\infty + c / n",
    "Chong and Forsyth 2020 (arXiv:1911.07023), section 3.2; sizes as Stein et al. 2023 (arXiv:2306.04675)")]
public sealed record FidInfinity(
    [Parameter("how many sizes", Min = 3, Max = 1000)] int Points = 15,
    [Parameter("the smallest size; 0 for a tenth of the samples, at most 5,000", Min = 0)] int Least = 0) : Metric
{
    /// <inheritdoc/>
    public override string NameElsewhere => "Frechet distance of infinitely many samples";

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override Needs ReferenceNeeds => Needs.Moments;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        var features = generated.RequireFeatures(2L * Points);
        var statistics = reference.Statistics(how.Ddof);
        var sizes = Sizes(features.Shape[0]);
        var distances = new double[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            using var scope = new TensorScope();
            var subset = FeatureMoments.Of(Subsets.Draw(features, how.Seed, i, sizes[i]));
            distances[i] = Frechet.Distance(statistics, subset.ToStatistics(how.Ddof));
            how.Done((i + 1.0) / sizes.Length);
        }

        var line = FittedLine.Fit([.. sizes.Select(n => 1.0 / n)], distances);
        return new(
            new MetricFigure("fid_infinity", line.Intercept, line.InterceptError, line.Interval),
            new MetricFigure("slope", line.Slope))
        {
            Curve = new("n", "fid", [.. sizes.Select((n, i) => new CurvePoint(n, distances[i]))]),
            Notes =
            [
                "the interval is that of the fitted line at 95 %; samples of different sizes overlap, "
                + "so it is too narrow rather than too wide",
            ],
        };
    }

    /// <summary>Sizes from the smallest to all, in even steps.</summary>
    private long[] Sizes(long count)
    {
        var least = Least > 0 ? Math.Min(Least, count) : Math.Max(2, Math.Min(5000, count / 10));
        return
        [
            .. Enumerable.Range(0, Points)
                .Select(i => least + (long)Math.Round((count - least) * (double)i / (Points - 1))),
        ];
    }
}
