using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// The critic's gradient is held to norm 1 between real and generated samples, one random point a pair.
/// </summary>
/// <param name="Weight">The weight lambda.</param>
/// <remarks>Gulrajani et al. 2017, arXiv:1704.00028, equation 3 and algorithm 1.</remarks>
[Entry(
    "gradient-penalty",
    "the critic's gradient is held to norm 1 between real and generated samples (WGAN-GP)",
    @"\lambda\, E\,(|\nabla f(\hat x)| - 1)^2,\quad \hat x = \epsilon x + (1-\epsilon) G(z)",
    "Gulrajani et al. 2017 (arXiv:1704.00028), equation 3")]
public sealed record GradientPenalty(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Weight = 10) : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsOwnScores => true;

    /// <inheritdoc/>
    public override string? ProportionalTo => "weight";

    /// <inheritdoc/>
    public override string? WhyNot(Blueprint discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        return discriminator.MixesBatch
            ? "gradient-penalty holds the gradient of each sample's own score, but batch normalisation makes every "
                + "score depend on all samples (Gulrajani et al. 2017, section 4); "
              + "take a discriminator without it"
            : null;
    }

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (player == Player.Generator)
        {
            return 0;
        }

        var shape = round.Generated.Shape;
        var epsilon = round.Random.Uniform([shape[0], .. Enumerable.Repeat(1L, shape.Length - 1)]);
        var between = round.Generated + (epsilon * (round.Real - round.Generated));
        return Weight * (round.ScoreSlope(between) - 1).Square().Mean();
    }
}
