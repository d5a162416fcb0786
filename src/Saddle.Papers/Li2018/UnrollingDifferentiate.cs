using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// The reading in which the generator's gradient runs through the five steps, as in Metz et al. 2017.
/// </summary>
[Entry(
    "li2018/unrolling-differentiate",
    "Five unrolled steps change little, if the generator's gradient runs through them.",
    @"\psi' = \psi_1,\quad \theta' = \theta - \eta \tfrac{d}{d\theta} L_G(\theta,\psi_5(\theta))",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; one reading (Metz et al. 2017)")]
public sealed record UnrollingDifferentiate : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Differentiate;
}
