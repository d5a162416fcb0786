using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The log(1 - D) gradient as the discriminator comes to the optimal one.</summary>
[Entry(
    "arjovsky2017/vanishing-gradient",
    "Between disjoint supports the log(1 - D) gradient vanishes as the discriminator is trained.",
    @"\lim_{\|D - D^*\| \to 0} \nabla_\theta E \log(1 - D(g_\theta(z))) = 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), corollary 2.1")]
public sealed record VanishingGradient : Claim
{
    private const double Fall = 100;

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("the limit is 0", "corollary 2.1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition => "between a circle and a segment within it the norm ends at a hundredth or less of its largest value, in every seed";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var apart = Contest.Disjoint(setting);
        var falls = apart.Select(c => c.Max(p => p.Saturating) / c[^1].Saturating).ToList();
        return new(
            falls.Min() >= Fall ? Outcome.Holds : Outcome.Contradicted,
            falls.Median(),
            "median of the factor from the largest norm to the last",
            $"The norm falls by a factor of {falls.Median().Text("G3")} in the median and {falls.Min().Text("G3")} in the worst seed; that of -log D ends at {apart.Select(c => c[^1].NonSaturating / c[0].NonSaturating).Median().Text("G3")} times its start.",
            new("The generator's gradient against a discriminator trained to the end",
            [
                new(string.Empty, Contest.Iterations, new("norm", Log: true), [Contest.Median("log(1 - D)", apart, p => p.Saturating), Contest.Median("-log D", apart, p => p.NonSaturating)]),
            ]))
        {
            Interval = falls.MedianInterval(),
            Seeds = apart.Count,
            Settings = Contest.Settings(setting),
        };
    }
}
