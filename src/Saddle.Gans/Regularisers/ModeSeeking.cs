using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// The generator pays where two latent vectors under one condition give samples that are nearly the same: what mends a
/// generator that ignores its noise.
/// </summary>
/// <param name="Weight">The weight.</param>
/// <remarks>
/// Mao et al. 2019, arXiv:1903.05628, equation 2; as in its code the ratio is inverted and both distances are means of
/// absolute differences over the batch. The batch's own samples are one side; the other side is made anew, of the same
/// condition.
/// </remarks>
/// <example><code>regularisers: [{name: mode-seeking, weight: 1}]</code></example>
[Entry(
    "mode-seeking",
    "the generator pays where other noise gives the same sample",
    @"\lambda\,\Big(\frac{E\,|G(z_1, y) - G(z_2, y)|}{E\,|z_1 - z_2|} + \epsilon\Big)^{-1}",
    "Mao et al. 2019 (arXiv:1903.05628), equation 2")]
public sealed record ModeSeeking(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Weight = 1) : Regulariser
{
    private const double Epsilon = 1e-5;

    /// <inheritdoc/>
    public override string? ProportionalTo => "weight";

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (player == Player.Discriminator)
        {
            return 0;
        }

        var other = round.NextLatent();
        var moved = Tensor.Abs(round.Generated - round.Generate(other)).Mean();
        var apart = Tensor.Abs(round.Latent - other).Mean();
        return Weight / ((moved / apart) + Epsilon);
    }
}
