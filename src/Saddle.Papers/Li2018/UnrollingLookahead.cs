using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>The reading in which only the generator sees the five steps.</summary>
[Entry(
    "li2018/unrolling-lookahead",
    "Five unrolled steps change little, if only the generator sees them.",
    @"\psi' = \psi_1,\quad \theta' = \theta - \eta \nabla_\theta L_G(\theta,\psi_5)",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; one reading")]
public sealed record UnrollingLookahead : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Lookahead;
}
