using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>The residual networks of the WGAN-GP paper for CIFAR-10, without labels.</summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The channels of the generator.</param>
/// <param name="DiscriminatorWidth">The channels of the discriminator.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Gulrajani et al. 2017, arXiv:1704.00028 (its code, gan_cifar_resnet). Sides are multiples of 8; the paper's is 32.
/// Images grow by repeating pixels; the discriminator normalises nothing and takes the mean of its features over the
/// image.
/// </remarks>
[Entry(
    "resnet-cifar",
    "the residual networks of the WGAN-GP paper for CIFAR-10",
    @"G: z \to 4^2 \times w \to 8^2 \times w \to 16^2 \times w \to 32^2 \times w \to 32^2 \times c",
    "Gulrajani et al. 2017 (arXiv:1704.00028), as in its code")]
public sealed record ResNetCifar(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 128,
    [Parameter("the channels of the generator", Min = 1, Max = 10000)] int Width = 128,
    [Parameter("the channels of the discriminator", Min = 1, Max = 10000)] int DiscriminatorWidth = 128,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network
{
    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = ImageInMultiplesOf(8, item);
        var bottom = side / 8;
        var blocks = new ResidualBlocks(
            blueprint, Normalisation.Batch, bilinear: false, zeroBias: true, firstBias: true);
        return Blueprint.Sequence(
        [
            blocks.Linear("input", Latent, (long)bottom * bottom * Width),
            Blueprint.Reshape(Width, bottom, bottom),
            .. Enumerable.Range(0, 3).Select(i => blocks.Block($"block.{i}", Width, Width, Resample.Up)),
            blueprint.BatchNorm("norm", Width),
            Blueprint.Function(Layers.Relu),
            blocks.Conv("output", Width, channels, gain: 1),
            Blueprint.Range(item),
        ]);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, _) = ImageInMultiplesOf(8, item);
        var (w, blocks) = (
            DiscriminatorWidth,
            new ResidualBlocks(blueprint, Normalisation.None, bilinear: false, zeroBias: true, firstBias: true));
        return Blueprint.Sequence(
            blocks.FirstBlock("block.0", channels, w),
            blocks.Block("block.1", w, w, Resample.Down),
            blocks.Block("block.2", w, w, Resample.None),
            blocks.Block("block.3", w, w, Resample.None),
            Blueprint.Function(Layers.Relu),
            Blueprint.Function(x => x.Mean([2, 3])),
            blueprint.Head(w, blocks.Linear("output", w, outputs)));
    }
}
