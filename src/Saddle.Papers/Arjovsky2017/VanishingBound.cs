using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A bound on the log(1 - D) gradient from the discriminator's distance to the optimal one.</summary>
[Entry(
    "arjovsky2017/vanishing-bound",
    "The log(1 - D) gradient stays below the bound that the discriminator's distance from the optimum gives.",
    @"\|D - D^*\| < \epsilon,\ E\|J_\theta g\|^2 \le M^2"
        + @" \Rightarrow \|\nabla_\theta E \log(1 - D(g_\theta(z)))\| < M \epsilon / (1 - \epsilon)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.4")]
public sealed record VanishingBound : Claim<SupportCourses>
{
    private const int Drawn = 4;

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("a bound", "theorem 2.4", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "at every look in every seed at which the distance, the largest |D - D*| + |grad D| on the samples, is below "
        + "1, the norm is below the bound; and between disjoint supports at least half of the looks are such";

    /// <inheritdoc/>
    public override SupportCourses Measure(ClaimSetting setting) => SupportCourses.Measure(setting);

    /// <inheritdoc/>
    public override Finding Report(SupportCourses measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (apart, crossing) = measured;
        var bound = apart.Looks.Concat(crossing.Looks).Where(p => p.Distance < 1).ToList();
        var share = bound.Count == 0 ? double.PositiveInfinity : bound.Max(p => p.Saturating / p.Bound);
        var told = apart.Looks.Count(p => p.Distance < 1);
        return new(
            share < 1 && 2 * told >= apart.Looks.Count() ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest norm over its bound",
            $"Between disjoint supports the theorem speaks at {told.Text()} of {apart.Looks.Count().Text()} looks, "
            + $"between crossing ones at {(bound.Count - told).Text()} of {crossing.Looks.Count().Text()}; "
            + $"there the norm is at most {share.Text("F3")} of the bound. "
            + "At the end the median bound between disjoint supports is "
            + $"{apart.Last(p => p.Bound).Median().Text("G2")}, "
            + $"and the norm {apart.Last(p => p.Saturating).Median().Text("G2")}.",
            new("The gradient of log(1 - D) and its bound", [.. apart.Runs.Take(Drawn).Select(Panel)], Columns: 2))
        {
            Seeds = apart.Count + crossing.Count,
            Settings = Settings(setting),
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        .. SegmentDiscriminators.Settings(setting),
        ("M", "the root mean square of the Jacobian's Frobenius norm, from 64 random directions"),
    ];

    private static Panel Panel(IReadOnlyList<FreshDiscriminator> run, int seed)
    {
        var alone = new DiscriminatorCourses([run]);
        return new(
            $"seed {(seed + 1).Text()}",
            CourseDrawing.Iterations,
            CourseDrawing.Norm,
            [
                CourseDrawing.Median("norm", alone, p => p.Saturating),
                CourseDrawing.Median("bound", alone, p => p.Bound) with { Stroke = Stroke.Dash },
            ]);
    }
}
