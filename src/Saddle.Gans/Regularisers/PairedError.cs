using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// The generator pays for how far a sample is from the real one of the same image or of the same sentences: the L1 term
/// of image to image translation.
/// </summary>
/// <param name="Weight">The weight.</param>
/// <param name="Power">1 for the absolute difference, whose answer is the median; 2 for the square: the mean.</param>
/// <remarks>
/// Isola et al. 2017, arXiv:1611.07004, equation 3: the mean over all numbers of a batch, weight 100. Where several
/// answers are right neither power has any of them as its answer; L1 takes the likelier one of two. Of sentences the
/// real sample is the item that they are said of; where each is of one picture alone, L1 asks for that one.
/// </remarks>
/// <example><code>regularisers: [{name: paired-error, weight: 100}]</code></example>
[Entry(
    "paired-error",
    "the generator pays for the distance to the real sample of the same image or sentences",
    @"L_G \mathrel{+}= \lambda\, E\,|x - G(z, y)|^p",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), equation 3")]
public sealed record PairedError(
    [Parameter("the weight", Min = 0, Max = 1e6)] double Weight = 100,
    [Parameter("1 for L1, 2 for L2", Min = 1, Max = 2)] int Power = 1) : Regulariser
{
    /// <inheritdoc/>
    public override string? ProportionalTo => "weight";

    /// <inheritdoc/>
    public override bool ComparesPairs => true;

    /// <inheritdoc/>
    public override string? WhyNot(Blueprint discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        return discriminator.Told is { IsLabel: false }
            ? null
            : "paired-error needs a real sample of what is asked for, but these data give neither images nor sentences "
                + "to ask by; expected pairs, such as data: colour-pairs, colour-scenes or emoji";
    }

    /// <inheritdoc/>
    public override Tensor Penalty(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (player == Player.Discriminator)
        {
            return 0;
        }

        var gap = round.Generated - round.Real;
        return Weight * (Power == 1 ? Tensor.Abs(gap) : gap.Square()).Mean();
    }
}
