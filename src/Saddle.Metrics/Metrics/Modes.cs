using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>How the samples are spread over the modes of a known mixture of Gaussians.</summary>
[Entry(
    "modes",
    "coverage of the modes of a known mixture, and the share of samples near one",
    @"|y - \mu_k| \le 3\sigma",
    "Srivastava, Valkov, Russell, Gutmann, Sutton 2017 (arXiv:1705.07761), section 4.1")]
public sealed record Modes() : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override Needs ReferenceNeeds => Needs.Modes;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        var (modes, points) = (reference.RequireModes(), generated.RequireFeatures(1));
        if (points.Shape[1] != modes.Centres[0].Length)
        {
            throw new SettingsException(
                $"{generated.Name}: samples of {points.Shape[1]} coordinates, "
                + $"where the mixture has {modes.Centres[0].Length}");
        }

        var coverage = ModeCoverage.Of(modes, points.ToDoubles());
        return new(
            new MetricFigure("covered", coverage.Covered),
            new MetricFigure("near", coverage.Near),
            new MetricFigure("score", coverage.Near * coverage.Covered / modes.Centres.Count),
            new MetricFigure("modes", modes.Centres.Count));
    }
}
