using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>The discriminator's slope is held to 1 in a neighbourhood of the real samples.</summary>
/// <param name="Weight">The weight lambda.</param>
/// <param name="Slope">The slope k.</param>
/// <param name="Spread">
/// The standard deviation of the noise, in units of the standard deviation of the batch's numbers.
/// </param>
/// <remarks>
/// Kodali, Abernethy, Hays, Kira 2017, arXiv:1705.07215, algorithm 1: noise of variance c around real samples; here c
/// is (spread times the batch's standard deviation) squared, so that one setting fits every scale of data.
/// </remarks>
[Entry(
    "dragan",
    "the discriminator's slope is held to 1 around real samples",
    @"\lambda\, E\,(|\nabla f(x + \delta)| - k)^2,\quad \delta \sim N(0, c I)",
    "Kodali, Abernethy, Hays and Kira 2017 (arXiv:1705.07215), algorithm 1")]
public sealed record Dragan(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Weight = 10,
    [Parameter("the slope that is aimed at", Min = 0, Max = 1e6)] double Slope = 1,
    [Parameter("the noise's standard deviation in units of the batch's", Min = 0, Max = 1e6)]
    double Spread = 0.5) : Regulariser
{
    /// <inheritdoc/>
    public override bool NeedsOwnScores => true;

    /// <inheritdoc/>
    public override string? ProportionalTo => "weight";

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (player == Player.Generator)
        {
            return 0;
        }

        if (round.Real.Shape.All(length => length == 1))
        {
            throw new SettingsException(
                "dragan: a batch of one number has no standard deviation to take noise from; expected a larger batch");
        }

        var deviation = Tensor.Sqrt((round.Real - round.Real.Mean()).Square().Mean());
        var around = round.Real + (Spread * deviation * round.Random.Normal(round.Real.Shape));
        return Weight * (round.ScoreSlope(around) - Slope).Square().Mean();
    }
}
