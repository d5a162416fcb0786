using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// An encoder, trained with the generator, maps real samples to latent vectors; the generator must bring them back, and
/// its reconstructions must look real. So it is drawn to every mode of the data, not only to those that it happens to
/// make.
/// </summary>
/// <param name="Lambda1">
/// The weight of the geometric term, the squared distance between a sample and its reconstruction.
/// </param>
/// <param name="Lambda2">The weight of the mode term, -log D of the reconstruction.</param>
/// <remarks>
/// Che, Li, Jacob, Bengio, Li 2017, arXiv:1612.02136, sections 3.1 and 3.2. The encoder's parameters are the generator
/// player's, and both descend the same terms. The paper prints the mode term as +lambda2 log D, to be minimised; that
/// would drive reconstructions to where the discriminator is sure they are false. What its text describes, and what is
/// here, is -lambda2 log D. The distance is the sum over an item's numbers; losses are means over the batch. Published
/// settings: 0.2 and 0.4 on digits, 0.005 and 0.005 on the ring of six.
/// </remarks>
[Entry(
    "mode-regularisation",
    "an encoder draws the generator to every mode of the data",
    @"L_G \mathrel{+}= E\,[\lambda_1 |x - G(E(x))|^2 - \lambda_2 \log D(G(E(x)))]",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), sections 3.1 and 3.2, "
    + "with the sign of the mode term put right")]
public sealed record ModeRegularisation(
    [Parameter("the weight of the distance between a sample and its reconstruction", Min = 0, Max = 1e6)]
    double Lambda1 = 0.2,
    [Parameter("the weight of -log D of the reconstruction", Min = 0, Max = 1e6)] double Lambda2 = 0.4) : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsEncoder => true;

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Discriminator
            ? 0
            : (Lambda1 * round.ReconstructionError)
                + (Lambda2 * Tensor.Softplus(-round.Score(round.Reconstruction)).Mean());
    }
}
