using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// The residual networks of the spectral-normalisation paper, as the mimicry library has them, for 32x32 and 48x48
/// pixels.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The channels of the generator's first block.</param>
/// <param name="DiscriminatorWidth">The channels of the discriminator's last block.</param>
/// <param name="Pool">How the discriminator's features are brought together over the image.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <param name="InPlace">
/// Whether the discriminator's shortcuts take what the first rectifier has made of a block's input, as in mimicry's
/// code, whose rectifiers work in place; the paper's take the input.
/// </param>
/// <remarks>
/// Miyato et al. 2018, arXiv:1802.05957; Lee and Town 2020, arXiv:2005.02494 (mimicry). 32x32: all generator blocks
/// have the same width, all discriminator blocks too. 48x48: the generator's halves from block to block and the
/// discriminator's doubles; published widths there are 512 and 1024. Images grow by bilinear interpolation. WGAN-GP
/// pools by the mean, the others by the sum.
/// </remarks>
[Entry(
    "resnet-mimicry",
    "residual networks for 32x32 and 48x48 pixels",
    @"G: z \to 4^2 \times w \to 8^2 \times w \to 16^2 \times w \to 32^2 \times w \to 32^2 \times c",
    "Miyato et al. 2018 (arXiv:1802.05957), as in mimicry (arXiv:2005.02494)")]
public sealed record ResNetMimicry(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 128,
    [Parameter(
        "the channels of the generator's first block; published: 256 for 32x32, 512 for 48x48",
        Min = 4,
        Max = 10000)]
    int Width = 256,
    [Parameter(
        "the channels of the discriminator's last block; published: 128 for 32x32, 1024 for 48x48",
        Min = 1,
        Max = 10000)]
    int DiscriminatorWidth = 128,
    [Parameter("how features are brought together over the image")] Pooling Pool = Pooling.Sum,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal,
    [Parameter("whether the discriminator's shortcuts take rectified inputs, as mimicry's code does")]
    bool InPlace = false) : Network
{
    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = Image(item, 32, 48);
        long[] widths = side == 32 ? [Width, Width, Width, Width] : [Width, Width / 2, Width / 4, Width / 8];
        if (widths[3] == 0)
        {
            throw new SettingsException(
                $"width is {Width}, but images of 48x48 need at least 8: it is halved three times");
        }

        var blocks = new ResidualBlocks(
            blueprint, Normalisation.Batch, bilinear: true, zeroBias: false, firstBias: true);
        var bottom = side / 8;
        return Blueprint.Sequence(
        [
            blocks.Linear("input", Latent, bottom * bottom * widths[0]),
            Blueprint.Reshape(widths[0], bottom, bottom),
            .. Enumerable.Range(0, 3).Select(i => blocks.Block($"block.{i}", widths[i], widths[i + 1], Resample.Up)),
            blueprint.BatchNorm("norm", widths[3]),
            Blueprint.Function(Layers.Relu),
            blocks.Conv("output", widths[3], channels, gain: 1),
            Blueprint.Range(item),
        ]);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = Image(item, 32, 48);
        long w = DiscriminatorWidth;
        long[] widths = side == 32 ? [w, w, w, w] : [w / 16, w / 8, w / 4, w / 2, w];
        if (widths[0] == 0)
        {
            throw new SettingsException(
                $"discriminator-width is {w}, but images of 48x48 need at least 16: it is halved four times");
        }

        var blocks = new ResidualBlocks(
            blueprint, Normalisation.None, bilinear: true, zeroBias: false, firstBias: true, InPlace);
        var down = side == 32 ? 1 : 3;
        return Blueprint.Sequence(
        [
            blocks.FirstBlock("block.0", channels, widths[0]),
            .. Enumerable.Range(1, widths.Length - 1).Select(
                i => blocks.Block($"block.{i}", widths[i - 1], widths[i], i <= down ? Resample.Down : Resample.None)),
            Blueprint.Function(Layers.Relu),
            Blueprint.Function(x => Pool == Pooling.Sum ? x.Sum([2, 3]) : x.Mean([2, 3])),
            blueprint.Head(w, blocks.Linear("output", w, outputs)),
        ]);
    }
}
