using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The log(1 - D) gradient as the discriminator comes to the optimal one.</summary>
[Entry(
    "arjovsky2017/vanishing-gradient",
    "Between disjoint supports the log(1 - D) gradient vanishes as the discriminator is trained.",
    @"\lim_{\|D - D^*\| \to 0} \nabla_\theta E \log(1 - D(g_\theta(z))) = 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), corollary 2.1")]
public sealed record SaturatingGradientVanishes : Claim<DiscriminatorCourses>
{
    private const double Fall = 100;

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("the limit is 0", "corollary 2.1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "between a circle and a segment within it the norm ends at a hundredth or less of its largest value, "
        + "in every seed";

    /// <inheritdoc/>
    public override DiscriminatorCourses Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return SegmentDiscriminators.Disjoint(setting);
    }

    /// <inheritdoc/>
    public override Finding Report(DiscriminatorCourses measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var falls = measured.Falls(p => p.Saturating).ToList();
        return new(
            falls.Min() >= Fall ? Outcome.Holds : Outcome.Contradicted,
            falls.Median(),
            "median of the factor from the largest norm to the last",
            $"The norm falls by a factor of {falls.Median().Text("G3")} in the median and {falls.Min().Text("G3")} in "
            + $"the worst seed; that of -log D ends at {measured.Growths(p => p.NonSaturating).Median().Text("G3")} "
            + "times its start.",
            new("The generator's gradient against a discriminator trained to the end", [Panel(measured)]))
        {
            Interval = falls.MedianInterval(),
            Seeds = measured.Count,
            Settings = SegmentDiscriminators.Settings(setting),
        };
    }

    private static Panel Panel(DiscriminatorCourses measured) => new(
        string.Empty,
        CourseDrawing.Iterations,
        CourseDrawing.Norm,
        [
            CourseDrawing.Median("log(1 - D)", measured, p => p.Saturating),
            CourseDrawing.Median("-log D", measured, p => p.NonSaturating),
        ]);
}
