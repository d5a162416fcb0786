using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// The generator raises the logarithm of the chance that its samples are taken for real: the -log D loss.
/// </summary>
/// <remarks>Goodfellow et al. 2014, arXiv:1406.2661, section 3.</remarks>
[Entry(
    "non-saturating",
    "the generator descends -log D of its samples",
    @"L_D = E\,\mathrm{softplus}(-f(x)) + E\,\mathrm{softplus}(f(G(z))),\quad L_G = E\,\mathrm{softplus}(-f(G(z)))",
    "Goodfellow et al. 2014 (arXiv:1406.2661), section 3")]
public sealed record NonSaturating : Objective
{
    /// <inheritdoc/>
    protected override ScoreSlopes PointSlopes => CrossEntropySlopes(static score => -Sigmoid(-score));

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        CrossEntropy(real, generated);

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => Tensor.Softplus(-generated).Mean();
}
