using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// The standard convolutional networks of the paper on spectral normalisation: the discriminator looks at every pixel
/// before it halves the side, three times over, and so sees outlines that strides alone skip.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The channels of the generator's last layer but one; they double towards the input.</param>
/// <param name="DiscriminatorWidth">
/// The channels of the discriminator's first two layers; they double with every halving of the side.
/// </param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Miyato et al. 2018, arXiv:1802.05957, table 3, where both widths are 64 and sides 32 and 48; channels double with
/// the strides, as in the programs that followed it. Here sides are multiples of 8: kernels of 3 and stride 1, then of
/// 4 and stride 2, three times, and a last one of 3; transposed ones of 4 and stride 2 up, and a last convolution of 3.
/// Slopes are 0.1; nothing in the discriminator is normalised
/// but by the rule that is asked for, such as spectral normalisation. The generator's weights begin normal with
/// standard deviation 0.02. The discriminator's begin so that the size of its signals stays (He et al. 2015,
/// arXiv:1502.01852, equation 15); in the authors' code with 0.02, which spectral normalisation takes out and which
/// without it starves the last layers.
/// </remarks>
[Entry(
    "sndcgan",
    "the convolutional networks of the spectral normalisation paper, which see every pixel before each halving",
    @"D: s^2 \times c \to s^2 \times w \to \tfrac{s}{2}^2 \times 2w \to \tfrac{s}{4}^2 \times 4w \to "
    + @"\tfrac{s}{8}^2 \times 8w \to 1",
    "Miyato, Kataoka, Koyama and Yoshida 2018 (arXiv:1802.05957), table 3")]
public sealed record SnDcgan(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 128,
    [Parameter("the channels of the generator's last layer but one", Min = 1, Max = 10000)] int Width = 64,
    [Parameter("the channels of the discriminator's first layers", Min = 1, Max = 10000)] int DiscriminatorWidth = 64,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network
{
    private const int Halvings = 3;
    private const int Deepest = 1 << Halvings; // how many times wider, and smaller a side, than next to the image
    private const double Slope = 0.1;

    private static readonly Initial Small = Initial.Normal(0.02);

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = ImageInMultiplesOf(Deepest, item);
        var (bottom, inputs) = (side / Deepest, (long)Deepest * Width);
        var layers = new List<Layer>
        {
            blueprint.Linear("input", Latent, inputs * bottom * bottom, Small, Initial.Zero),
            Blueprint.Reshape(inputs, bottom, bottom),
        };
        for (var i = 0; i < Halvings; i++)
        {
            layers.Add(blueprint.BatchNorm(Numbered("norm", i), inputs));
            layers.Add(Blueprint.Function(Layers.Relu));
            layers.Add(
                blueprint.ConvTranspose2d(Numbered("conv", i), inputs, inputs / 2, 4, 2, 1, Small, Initial.Zero));
            inputs /= 2;
        }

        return Blueprint.Sequence(
        [
            .. layers,
            blueprint.BatchNorm(Numbered("norm", Halvings), inputs),
            Blueprint.Function(Layers.Relu),
            blueprint.Conv2d("output", inputs, channels, 3, padding: 1, weight: Small, biasInitial: Initial.Zero),
            Blueprint.Range(item),
        ]);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = ImageInMultiplesOf(Deepest, item);
        var layers = new List<Layer>();
        var (inputs, width) = ((long)channels, (long)DiscriminatorWidth);
        for (var i = 0; i < Halvings; i++)
        {
            Add(Numbered("look", i), width, size: 3, stride: 1);
            width *= 2;
            Add(Numbered("halve", i), width, size: 4, stride: 2);
        }

        Add(Numbered("look", Halvings), width, size: 3, stride: 1);
        var bottom = side / Deepest;
        var features = width * bottom * bottom;
        layers.Add(Blueprint.Reshape(features));
        layers.Add(blueprint.Head(
            features, blueprint.Linear("output", features, outputs, Small, Initial.Zero)));
        return Blueprint.Sequence(layers);

        void Add(string name, long outputs, int size, int stride)
        {
            var weight = Initial.Normal(Math.Sqrt(2 / ((1 + (Slope * Slope)) * inputs * size * size)));
            layers.Add(blueprint.Conv2d(
                name, inputs, outputs, size, stride, padding: 1, weight: weight, biasInitial: Initial.Zero));
            layers.Add(Blueprint.Function(x => Layers.LeakyRelu(x, Slope)));
            inputs = outputs;
        }
    }

    private static string Numbered(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
}
