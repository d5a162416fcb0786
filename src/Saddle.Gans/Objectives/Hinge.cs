using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>The discriminator heeds only samples within its margin; the generator raises its samples' scores.</summary>
/// <remarks>
/// Lim and Ye 2017, arXiv:1705.02894; as used by Miyato et al. 2018, arXiv:1802.05957, equations 16 and 17.
/// </remarks>
[Entry(
    "hinge",
    "the discriminator heeds only samples within its margin",
    @"L_D = E \max(0, 1 - f(x)) + E \max(0, 1 + f(G(z))),\quad L_G = -E f(G(z))",
    "Lim and Ye 2017 (arXiv:1705.02894); Miyato et al. 2018 (arXiv:1802.05957), equations 16 and 17")]
public sealed record Hinge : Objective
{
    /// <inheritdoc/>
    protected override ScoreSlopes PointSlopes => new(
        static score => score < 1 ? -1 : 0, static score => score > -1 ? 1 : 0, static _ => -1);

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        Layers.Relu(1 - real).Mean() + Layers.Relu(1 + generated).Mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => -generated.Mean();
}
