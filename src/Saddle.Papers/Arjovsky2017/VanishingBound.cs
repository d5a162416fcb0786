using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A bound on the log(1 - D) gradient from the discriminator's distance to the optimal one.</summary>
[Entry(
    "arjovsky2017/vanishing-bound",
    "The log(1 - D) gradient stays below the bound that the discriminator's distance from the optimum gives.",
    @"\|D - D^*\| < \epsilon,\ E\|J_\theta g\|^2 \le M^2 \Rightarrow \|\nabla_\theta E \log(1 - D(g_\theta(z)))\| < M \epsilon / (1 - \epsilon)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.4")]
public sealed record VanishingBound : Claim
{
    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("a bound", "theorem 2.4", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "at every look in every seed at which the distance, the largest |D - D*| + |grad D| on the samples, is below 1, the norm is below the bound; and between disjoint supports at least half of the looks are such";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (apart, crossing) = (Contest.Disjoint(setting), Contest.Crossing(setting));
        var looks = apart.SelectMany(c => c).ToList();
        var bound = looks.Concat(crossing.SelectMany(c => c)).Where(p => p.Distance < 1).ToList();
        var share = bound.Count == 0 ? double.PositiveInfinity : bound.Max(p => p.Saturating / p.Bound);
        var told = looks.Count(p => p.Distance < 1);
        return new(
            share < 1 && 2 * told >= looks.Count ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest norm over its bound",
            $"Between disjoint supports the theorem speaks at {told.Text()} of {looks.Count.Text()} looks, between crossing ones at {(bound.Count - told).Text()} of {crossing.Sum(c => c.Count).Text()}; there the norm is at most {share.Text("F3")} of the bound. At the end the median bound between disjoint supports is {apart.Select(c => c[^1].Bound).Median().Text("G2")}, and the norm {apart.Select(c => c[^1].Saturating).Median().Text("G2")}.",
            new("The gradient of log(1 - D) and its bound",
            [
                .. apart.Take(4).Select((course, i) => new Panel($"seed {(i + 1).Text()}", Contest.Iterations, new("norm", Log: true),
                    [Contest.Median("norm", [course], p => p.Saturating), Contest.Median("bound", [course], p => p.Bound) with { Stroke = Stroke.Dash }])),
            ], Columns: 2))
        {
            Seeds = apart.Count + crossing.Count,
            Settings = [.. Contest.Settings(setting), ("M", "the root mean square of the Jacobian's Frobenius norm, from 64 random directions")],
        };
    }
}
