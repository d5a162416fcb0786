using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>The discriminator pays for its slope at real samples.</summary>
/// <param name="Gamma">The weight gamma.</param>
/// <param name="Every">
/// At every how many updates it is paid, so many times over: lazily (Karras et al. 2020, arXiv:1912.04958, section
/// 3.1), which spares the others its double backward pass.
/// </param>
/// <remarks>
/// Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406, equation 9. The slope is that of the score (logit).
/// </remarks>
[Entry(
    "r1",
    "the discriminator pays for its slope at real samples",
    @"\tfrac{\gamma}{2}\, E\, |\nabla f(x)|^2",
    "Mescheder, Geiger and Nowozin 2018 (arXiv:1801.04406), equation 9")]
public sealed record R1(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Gamma = 10,
    [Parameter("at every how many updates it is paid, so many times over", Min = 1, Max = 10_000)] int Every = 1)
    : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsOwnScores => true;

    /// <inheritdoc/>
    public override string? ProportionalTo => "gamma";

    /// <inheritdoc/>
    public override Regulariser Average => this with { Every = 1 };

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Generator || round.Step % Every != 0
            ? 0
            : 0.5 * Gamma * Every * round.ScoreGradient(round.Real).Square().Sum([1]).Mean();
    }
}
