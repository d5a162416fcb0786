using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// The zero-sum game of the first paper: the generator lowers the chance that its samples are taken for generated ones.
/// </summary>
/// <remarks>
/// Goodfellow et al. 2014, arXiv:1406.2661, equation 1, with D the sigmoid of the score f: log(1 - D) = -softplus(f).
/// The generator's gradient vanishes where the discriminator is sure (Arjovsky and Bottou 2017, arXiv:1701.04862,
/// theorem 2.4).
/// </remarks>
[Entry(
    "saturating",
    "the zero-sum game: the generator descends log(1 - D) of its samples",
    @"L_D = E\,\mathrm{softplus}(-f(x)) + E\,\mathrm{softplus}(f(G(z))),\quad L_G = -E\,\mathrm{softplus}(f(G(z)))",
    "Goodfellow et al. 2014 (arXiv:1406.2661), equation 1")]
public sealed record Saturating : Objective
{
    /// <inheritdoc/>
    protected override ScoreSlopes PointSlopes => CrossEntropySlopes(static score => -Sigmoid(score));

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        CrossEntropy(real, generated);

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => -Tensor.Softplus(generated).Mean();
}
