using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// The 64x64 residual networks of the WGAN-GP paper, with which the TTUR paper trained its WGAN-GP too.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The channels next to the image; they grow to eight times as many.</param>
/// <param name="Packed">The number of images that one score is about.</param>
/// <param name="Norm">What the critic normalises before its convolutions.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Gulrajani et al. 2017, arXiv:1704.00028 (its code, GoodGenerator and GoodDiscriminator), as in the code of Heusel et
/// al. 2017, arXiv:1706.08500. Sides are multiples of 16. The TTUR paper's CIFAR-10 figures come from a width of 32 and
/// 32x32 images, where that code reshapes the critic's features as if images were 64x64: four images share one score.
/// <c>packed=4</c> is that critic as published, <c>packed=1</c> the one that was meant.
/// </remarks>
[Entry(
    "resnet-wgan-gp",
    "the residual networks of the WGAN-GP paper for 64x64 pixels",
    @"G: z \to \tfrac{s}{16}^2 \times 8w \to \tfrac{s}{8}^2 \times 8w \to \tfrac{s}{4}^2 \times 4w \to \tfrac{s}{2}^2 "
    + @"\times 2w \to s^2 \times w \to s^2 \times c",
    "Gulrajani et al. 2017 (arXiv:1704.00028), as in the code of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record ResNetWganGp(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 128,
    [Parameter("the channels next to the image; they grow to eight times as many", Min = 1, Max = 10000)]
    int Width = 64,
    [Parameter("the number of images that one score is about", Min = 1, Max = 64)] int Packed = 1,
    [Parameter("what the critic normalises before its convolutions")] Normalisation Norm = Normalisation.Layer,
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
        var (channels, side) = ImageInMultiplesOf(16, item);
        var bottom = side / 16;
        var blocks = new ResidualBlocks(
            blueprint, Normalisation.Batch, bilinear: false, zeroBias: true, firstBias: false);
        return Blueprint.Sequence(
            blocks.Linear("input", Latent, 8L * Width * bottom * bottom),
            Blueprint.Reshape(8L * Width, bottom, bottom),
            blocks.Block("block.0", 8L * Width, 8L * Width, Resample.Up),
            blocks.Block("block.1", 8L * Width, 4L * Width, Resample.Up),
            blocks.Block("block.2", 4L * Width, 2L * Width, Resample.Up),
            blocks.Block("block.3", 2L * Width, Width, Resample.Up),
            blueprint.BatchNorm("norm", Width),
            Blueprint.Function(Layers.Relu),
            blocks.Conv("output", Width, channels, Math.Sqrt(2)),
            Blueprint.Range(item));
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = ImageInMultiplesOf(16, item);
        var packed = outputs == 1 ? Packed : 1; // an encoder looks at one image at a time
        blueprint.Packed = packed;
        var features = packed * 8L * Width * (side / 16) * (side / 16);
        var blocks = new ResidualBlocks(blueprint, Norm, bilinear: false, zeroBias: true, firstBias: false);
        return Blueprint.Sequence(
            blocks.Conv("input", channels, Width, gain: 1),
            blocks.Block("block.0", Width, 2L * Width, Resample.Down),
            blocks.Block("block.1", 2L * Width, 4L * Width, Resample.Down),
            blocks.Block("block.2", 4L * Width, 8L * Width, Resample.Down),
            blocks.Block("block.3", 8L * Width, 8L * Width, Resample.Down),
            Blueprint.Reshape(features),
            blueprint.Head(features, blocks.Linear("output", features, outputs)));
    }
}
