using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// The discriminator pays for scores far from 0, so that they do not drift away under Wasserstein's loss.
/// </summary>
/// <param name="Weight">The weight.</param>
/// <remarks>Karras et al. 2018, arXiv:1710.10196, appendix A.1, where the weight is 0.001.</remarks>
[Entry(
    "drift",
    "the discriminator pays for scores far from 0",
    @"\epsilon\, E f(x)^2",
    "Karras et al. 2018 (arXiv:1710.10196), appendix A.1")]
public sealed record Drift(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Weight = 0.001) : Regulariser
{
    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Generator ? 0 : Weight * round.Score(round.Real).Square().Mean();
    }
}
