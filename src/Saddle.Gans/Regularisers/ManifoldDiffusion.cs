using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// Training in two parts. Manifold: a second discriminator tells real samples from their reconstructions by encoder and
/// generator, which learn to bring the two together. Diffusion: the first discriminator tells generated samples from
/// reconstructions, so that the generator spreads over a manifold that it can already reach.
/// </summary>
/// <param name="Lambda">The weight of -log D1 of the reconstruction beside the squared distance.</param>
/// <remarks>
/// Che, Li, Jacob, Bengio, Li 2017, arXiv:1612.02136, section 3.3 (MDGAN). The paper alternates the two steps; here
/// each player descends the sum of both, so that any rule can drive it. The manifold term is printed as +lambda log D1,
/// to be minimised; as in <see cref="ModeRegularisation"/> the sign that works, and is meant, is -lambda log D1. The
/// manifold part always has the logarithmic losses; the diffusion part has the GAN's objective, with reconstructions in
/// the place of real samples.
/// </remarks>
[Entry(
    "manifold-diffusion",
    "one discriminator brings reconstructions to the data, "
    + "another brings generated samples to the reconstructions (MDGAN)",
    @"L_{D_1} = -E \log D_1(x) - E \log(1 - D_1(G(E(x)))),\quad "
    + @"L_G \mathrel{+}= E\,[|x - G(E(x))|^2 - \lambda \log D_1(G(E(x)))]",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), section 3.3, with the sign of the logarithm put right")]
public sealed record ManifoldDiffusion(
    [Parameter("the weight of -log D1 of the reconstruction", Min = 0, Max = 1e6)] double Lambda = 0.01) : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsEncoder => true;

    /// <inheritdoc/>
    public override bool NeedsSecondDiscriminator => true;

    /// <inheritdoc/>
    public override Tensor Target(Tensor real, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Reconstruction;
    }

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var reconstructions = round.SecondScore(round.Reconstruction);
        return player == Player.Discriminator
            ? Tensor.Softplus(-round.SecondScore(round.Real)).Mean() + Tensor.Softplus(reconstructions).Mean()
            : round.ReconstructionError + (Lambda * Tensor.Softplus(-reconstructions).Mean());
    }
}
