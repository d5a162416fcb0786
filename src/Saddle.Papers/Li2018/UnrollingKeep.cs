using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>The reading in which the discriminator keeps its five steps.</summary>
[Entry(
    "li2018/unrolling-keep",
    "Five unrolled steps change little, if the discriminator keeps them.",
    @"\psi' = \psi_5,\quad \theta' = \theta - \eta \nabla_\theta L_G(\theta,\psi_5)",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; the reading of a public re-implementation")]
public sealed record UnrollingKeep : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Keep;
}
