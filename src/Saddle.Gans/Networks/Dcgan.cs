using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// The convolutional GAN of the TTUR experiments: four convolutions of stride 2 down, and four transposed ones up.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">
/// The channels of the discriminator's first layer and the generator's last but one; they double from layer to layer.
/// </param>
/// <param name="Kernel">The side of the kernels.</param>
/// <param name="Norm">
/// What the discriminator's second to fourth layers normalise; the generator's normalise over the batch.
/// </param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Radford, Metz, Chintala 2016, arXiv:1511.06434, with the kernels of 5 and TensorFlow's uneven SAME padding of the
/// code behind Heusel et al. 2017, arXiv:1706.08500. Square images of any side: it is halved four times, rounding up,
/// so 28 gives 14, 7, 4, 2 and 64 gives 32, 16, 8, 4. Weights begin normal with standard deviation 0.02, those of
/// convolutions cut off at two; biases at 0. Batch normalisation has eps 1e-5 and a decay of 0.9.
/// </remarks>
[Entry(
    "dcgan",
    "four convolutions of stride 2 down, four transposed ones up",
    @"G: z \to \tfrac{s}{16}^2 \times 8w \to \tfrac{s}{8}^2 \times 4w \to \tfrac{s}{4}^2 \times 2w \to "
    + @"\tfrac{s}{2}^2 \times w \to s^2 \times c",
    "Radford, Metz and Chintala 2016 (arXiv:1511.06434), as in the code of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record Dcgan(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 100,
    [Parameter("the channels next to the image; they double from layer to layer", Min = 1, Max = 10000)] int Width = 64,
    [Parameter("the side of the kernels", Min = 2, Max = 15)] int Kernel = 5,
    [Parameter("what the discriminator's layers normalise")] Normalisation Norm = Normalisation.Batch,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Uniform) : Network
{
    private const int Stride = 2;
    private const double Slope = 0.2;

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var image = Image(item);
        var (sides, channels) = (Sides(image.Side), Channels(image.Channels));
        var layers = new List<Layer>
        {
            blueprint.Linear("input", Latent, channels[4] * sides[4] * sides[4], Initial.Normal(0.02), Initial.Zero),
            Blueprint.Reshape(channels[4], sides[4], sides[4]),
        };
        for (var i = 4; i > 0; i--)
        {
            layers.Add(blueprint.BatchNorm($"norm.{4 - i}", channels[i]));
            layers.Add(Blueprint.Function(Layers.Relu));
            layers.Add(
                blueprint.SameConvTranspose2d(
                    $"conv.{4 - i}", channels[i], channels[i - 1], Kernel, Stride, sides[i - 1], Initial.Normal(0.02)));
        }

        layers.Add(Blueprint.Range(item));
        return Blueprint.Sequence(layers);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var image = Image(item);
        var (sides, channels) = (Sides(image.Side), Channels(image.Channels));
        var layers = new List<Layer> { Blueprint.Mirror() };
        for (var i = 0; i < 4; i++)
        {
            var weight = Initial.TruncatedNormal(0.02);
            layers.Add(
                blueprint.SameConv2d($"conv.{i}", channels[i], channels[i + 1], Kernel, Stride, sides[i], weight));
            layers.Add(blueprint.Normalise(i == 0 ? Normalisation.None : Norm, $"norm.{i}", channels[i + 1]));
            layers.Add(Blueprint.Function(x => Layers.LeakyRelu(x, Slope)));
        }

        var features = channels[4] * sides[4] * sides[4];
        layers.Add(Blueprint.Mirror());
        layers.Add(Blueprint.Reshape(features));
        layers.Add(blueprint.Head(
            features, blueprint.Linear("output", features, outputs, Initial.Normal(0.02), Initial.Zero)));
        return Blueprint.Sequence(layers);
    }

    private static int[] Sides(int side)
    {
        var sides = new int[5];
        for (var i = 0; i < sides.Length; i++)
        {
            sides[i] = side;
            side = (side + 1) / Stride;
        }

        return sides;
    }

    private long[] Channels(int image) => [image, Width, 2L * Width, 4L * Width, 8L * Width];
}
