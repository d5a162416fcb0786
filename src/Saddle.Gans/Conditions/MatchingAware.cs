using Saddle.Catalog;
using Saddle.Gans.Networks;

namespace Saddle.Gans.Conditions;

/// <summary>
/// The discriminator sees real samples under wrong conditions, too, and takes them for generated: as many as there are
/// generated ones, so that its loss is that of the real ones plus half of each.
/// </summary>
/// <param name="Wrong">Which condition is a wrong one.</param>
/// <remarks>
/// Reed et al. 2016, arXiv:1605.05396, algorithm 1 (GAN-CLS); shifted by one in the batch it is StackGAN's (Zhang et
/// al. 2017, arXiv:1612.03242, in its code). Its optimum is not the data's law: the discriminator is
/// optimal against (q + m) / 2, m the law of the wrong pairs, so that the generator's q = [2 k p(x|y) - m(x|y)]_+ with
/// the k that makes it a law. It leaves out what classes share, and where classes are apart a matched real pair scores
/// log 2 at equilibrium, not 0.
/// </remarks>
/// <example><code>conditioning: [concatenation, matching-aware]</code></example>
[Entry(
    "matching-aware",
    "the discriminator takes real samples under wrong conditions for generated",
    @"L_D = E\,\ell(f(x, y), 1) + \tfrac12 E\,\ell(f(G(z, y), y), 0) + \tfrac12 E\,\ell(f(x, y'), 0)",
    "Reed et al. 2016 (arXiv:1605.05396), algorithm 1")]
public sealed record MatchingAware(
    [Parameter("which condition a real sample is wrongly paired with: any other, the next sample's, or one sentence")]
    WrongPair Wrong = WrongPair.Other) : Conditioning
{
    /// <inheritdoc/>
    public override WrongPair? WrongPairs => Wrong;

    /// <inheritdoc/>
    public override Conditioning? Alone => null;

    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint,
        IReadOnlyList<int> item,
        Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return Told(blueprint).Classes == 1
            ? throw new SettingsException($"{Name}: the data have one class; expected two at least, one to be wrong")
            : build(item);
    }
}
