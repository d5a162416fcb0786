using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// The convolutional GAN of PyTorch's own example, with the names of its tensors: transposed convolutions from one
/// pixel up to 4x4 and then to twice the side each, convolutions back to one pixel; no biases.
/// </summary>
/// <param name="Latent">The length of the latent vector; nz there.</param>
/// <param name="Width">The channels of the generator's last layer but one; ngf there.</param>
/// <param name="DiscriminatorWidth">The channels of the discriminator's first layer; ndf there.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// https://github.com/pytorch/examples, dcgan/main.py; Radford, Metz, Chintala 2016, arXiv:1511.06434. There images
/// have a side of 64; here also 16, 32, 128 and 256, with fewer or more layers of the same kind. Weights begin normal
/// with standard deviation 0.02, scales of batch normalisation normal around 1. Its discriminator ends in a sigmoid, of
/// which the scores here are the logit.
/// </remarks>
[Entry(
    "dcgan-pytorch",
    "PyTorch's own example: from one pixel up to images by transposed convolutions, and back",
    @"G: z \to 4^2 \times 8w \to 8^2 \times 4w \to 16^2 \times 2w \to 32^2 \times w \to 64^2 \times c",
    "Radford, Metz and Chintala 2016 (arXiv:1511.06434), as in PyTorch's examples (dcgan)")]
public sealed record DcganPytorch(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 100,
    [Parameter("the channels of the generator's last layer but one", Min = 1, Max = 10000)] int Width = 64,
    [Parameter("the channels of the discriminator's first layer", Min = 1, Max = 10000)] int DiscriminatorWidth = 64,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network
{
    private const int Kernel = 4;
    private const double Slope = 0.2;

    private static readonly Initial Weights = Initial.Normal(0.02);
    private static readonly Initial Scales = Initial.Normal(0.02, 1);

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = Image(item, 16, 32, 64, 128, 256);
        var layers = new List<Layer> { Blueprint.Reshape(Latent, 1, 1) };
        var (inputs, place) = ((long)Latent, 0);
        for (var outputs = Width * (side / 8L); outputs >= Width; outputs /= 2)
        {
            var isFirst = place == 0;
            layers.Add(blueprint.ConvTranspose2d(
                Name(place), inputs, outputs, Kernel, isFirst ? 1 : 2, isFirst ? 0 : 1, Weights));
            layers.Add(blueprint.BatchNorm(Name(place + 1), outputs, scale: Scales));
            layers.Add(Blueprint.Function(Layers.Relu));
            (inputs, place) = (outputs, place + 3);
        }

        layers.Add(blueprint.ConvTranspose2d(Name(place), inputs, channels, Kernel, 2, 1, Weights));
        layers.Add(Blueprint.Range(item));
        return Blueprint.Sequence(layers);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, side) = Image(item, 16, 32, 64, 128, 256);
        var layers = new List<Layer>();
        var (inputs, place) = ((long)channels, 0);
        for (var width = (long)DiscriminatorWidth; width <= DiscriminatorWidth * (side / 8L); width *= 2)
        {
            layers.Add(blueprint.Conv2d(Name(place), inputs, width, Kernel, 2, 1, Weights, bias: false));
            if (place > 0)
            {
                layers.Add(blueprint.BatchNorm(Name(place + 1), width, scale: Scales));
            }

            layers.Add(Blueprint.Function(x => Layers.LeakyRelu(x, Slope)));
            (inputs, place) = (width, place + (place == 0 ? 2 : 3));
        }

        var last = blueprint.Conv2d(Name(place), inputs, outputs, Kernel, weight: Weights, bias: false);
        layers.Add(blueprint.Head(inputs * Kernel * Kernel, last));
        layers.Add(Blueprint.Reshape(outputs));
        return Blueprint.Sequence(layers);
    }

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"main.{place}");
}
