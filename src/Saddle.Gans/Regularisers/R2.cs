using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>The discriminator pays for its slope at generated samples.</summary>
/// <param name="Gamma">The weight gamma.</param>
/// <remarks>
/// Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406, equation 10. The slope is that of the score (logit).
/// </remarks>
[Entry(
    "r2",
    "the discriminator pays for its slope at generated samples",
    @"\tfrac{\gamma}{2}\, E\, |\nabla f(G(z))|^2",
    "Mescheder, Geiger and Nowozin 2018 (arXiv:1801.04406), equation 10")]
public sealed record R2(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Gamma = 10) : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsOwnScores => true;

    /// <inheritdoc/>
    public override string? ProportionalTo => "gamma";

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Generator
            ? 0
            : 0.5 * Gamma * round.ScoreGradient(round.Generated).Square().Sum([1]).Mean();
    }
}
