using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// The discriminator judges how much more real a sample is than the other side's: in the mean, or pair by pair.
/// </summary>
/// <param name="Against">What a score is compared with.</param>
/// <remarks>
/// Jolicoeur-Martineau 2018, arXiv:1807.00734: the standard form, RSGAN, compares in pairs; the relativistic average
/// form, RaSGAN, with the other side's mean. In both the generator's loss is the discriminator's with the sides
/// exchanged, so that it sees real samples too.
/// </remarks>
[Entry(
    "relativistic",
    "the discriminator judges whether real samples are more real than generated ones",
    @"L_D = E\,\mathrm{softplus}(\bar f_g - f(x)) + E\,\mathrm{softplus}(f(G(z)) - \bar f_r),\quad "
    + @"L_G = E\,\mathrm{softplus}(\bar f_r - f(G(z))) + E\,\mathrm{softplus}(f(x) - \bar f_g)",
    "Jolicoeur-Martineau 2018 (arXiv:1807.00734): RaSGAN, and RSGAN by pairs")]
public sealed record Relativistic(
    [Parameter("what a score is compared with: the other side's mean, or the other sample of a pair")]
    RelativisticForm Against = RelativisticForm.Mean) : Objective
{
    /// <inheritdoc/>
    public override bool NeedsOwnScores => true;

    /// <inheritdoc/>
    public override bool GeneratorSeesReal => true;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) => MoreReal(real, generated);

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => MoreReal(generated, real);

    private Tensor MoreReal(Tensor high, Tensor low) => Against == RelativisticForm.Pair
        ? Tensor.Softplus(low - high).Mean()
        : Tensor.Softplus(low.Mean() - high).Mean() + Tensor.Softplus(low - high.Mean()).Mean();
}
