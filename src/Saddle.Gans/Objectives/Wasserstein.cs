using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// The critic raises the difference of its mean scores, the dual form of the Wasserstein-1 distance; the generator
/// lowers it.
/// </summary>
/// <remarks>
/// Arjovsky, Chintala, Bottou 2017, arXiv:1701.07875, equation 2. The critic must be held to a slope of 1 by a
/// regulariser: weight clipping, a gradient penalty, spectral normalisation. The critic's loss tends to minus the
/// distance, so it is negative and rises towards 0.
/// </remarks>
[Entry(
    "wasserstein",
    "the critic separates the means of its scores; a regulariser bounds its slope",
    @"L_D = E f(G(z)) - E f(x),\quad L_G = -E f(G(z))",
    "Arjovsky, Chintala and Bottou 2017 (arXiv:1701.07875), equation 2 and algorithm 1")]
public sealed record Wasserstein : Objective
{
    /// <inheritdoc/>
    protected override ScoreSlopes PointSlopes => new(static _ => -1, static _ => 1, static _ => -1);

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) => generated.Mean() - real.Mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => -generated.Mean();
}
