using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// Image to image: a generator of convolutions of stride 2 down and transposed ones up, each level beside what the way
/// down had there, and a discriminator that scores overlapping patches.
/// </summary>
/// <param name="Latent">
/// The length of the latent vector, whose numbers are channels of their own beside the image; 0 for none.
/// </param>
/// <param name="Width">
/// The channels of the first layers; they double from level to level, to eight times as many.
/// </param>
/// <param name="Depth">
/// How often the generator halves the sides; 0 for as often as they can be, 8 times at most.
/// </param>
/// <param name="Dropout">
/// The chance of a unit to be dropped in the first three levels up: noise, in sampling too.
/// </param>
/// <param name="Norm">What is normalised between the layers of both, but for the outermost and the innermost.</param>
/// <param name="Patch">The rows and columns that a score of the discriminator sees: 16, 34, 70 or 142.</param>
/// <param name="Fit">What to do with sides that cannot be halved so often.</param>
/// <param name="Sd">
/// The standard deviation of the weights before training; 0 for PyTorch's default, which keeps the signal of narrow
/// layers that nothing normalises.
/// </param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Isola, Zhu, Zhou, Efros 2017, arXiv:1611.07004 (pix2pix), appendix 6.1, and its code: kernels of 4, slope 0.2 down,
/// rectifiers up, tanh; weights begin normal with standard deviation 0.02, scales of batch normalisation with mean 1.
/// The innermost level is not normalised: a pixel of a batch of one is its own mean, and 0 would be left of it (the
/// authors' erratum). A score is one of a patch; an objective takes the mean of the losses over all of them. Samples
/// are made with running statistics, where the code takes those of the batch that is tested. A picture of any size can
/// be given when sampling.
/// </remarks>
/// <example><code>network: {name: u-net, width: 16, latent: 8, patch: 34}</code></example>
[Entry(
    "u-net",
    "image to image: down and up with skips, and a discriminator of patches",
    @"G: (y, z) \to e_1 \to \dots \to e_d \to [d_{d-1}, e_{d-1}] \to \dots \to x,\quad f: [x, y] \to h' \times w'",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004); the U-Net of Ronneberger, Fischer and Brox 2015 "
    + "(arXiv:1505.04597)")]
public sealed record UNet(
    [Parameter("the length of the latent vector, channels beside the image; 0 for none", Min = 0, Max = 10000)]
    int Latent = 0,
    [Parameter("the channels of the first layers; they double to eight times as many", Min = 1, Max = 10000)]
    int Width = 64,
    [Parameter("how often the generator halves the sides; 0 for as often as they can be", Min = 0, Max = 12)]
    int Depth = 0,
    [Parameter("the chance of a unit to be dropped in the first three levels up, in sampling too", Min = 0, Max = 0.99)]
    double Dropout = 0.5,
    [Parameter("what is normalised between the layers")] Normalisation Norm = Normalisation.Batch,
    [Parameter("the rows and columns that a score sees: 16, 34, 70 or 142", Min = 16, Max = 142)] int Patch = 70,
    [Parameter("what to do with sides that cannot be halved so often: refuse, or pad and crop")]
    SideFit Fit = SideFit.Refuse,
    [Parameter("the standard deviation of the weights before training; 0 for PyTorch's default", Min = 0, Max = 10)]
    double Sd = 0.02,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network, IValidated
{
    private const int Kernel = 4;
    private const double Slope = 0.2;
    private const int Noisy = 3;
    private const int LeastSide = 3; // of what the last two layers of the discriminator see
    private const int Most = 8;

    private static readonly int[] Patches = [16, 34, 70, 142];
    private static readonly Initial Scales = Initial.Normal(0.02, 1);

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override bool ReadsImages => true;

    /// <inheritdoc/>
    public void Validate()
    {
        if (!Patches.Contains(Patch))
        {
            throw new SettingsException($"patch={Patch}: expected {string.Join(", ", Patches)}");
        }

        if (Fit == SideFit.Pad && Depth == 0)
        {
            throw new SettingsException("fit=pad: expected depth too, how often the padded sides are halved");
        }
    }

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        blueprint.ReadsCondition = true;
        var given = blueprint.Told is { IsImage: true, Shape: var told } ? told : throw new SettingsException(
            "u-net makes an image of an image, but these data give none; "
            + "expected pairs, such as data: colour-pairs or colour-scenes");
        var depth = DepthFor(item);
        var channels = Enumerable.Range(0, depth).Select(Channels).ToArray();
        long[] inputs = [given[0] + Latent, .. channels];
        var down = Enumerable.Range(0, depth)
            .Select(i => Down(blueprint, i, inputs[i], channels[i], i == depth - 1))
            .ToArray();
        var up = Enumerable.Range(0, depth).Select(i => Up(blueprint, i, depth, channels, item[0])).ToArray();
        return (pass, z) => Cropped(pass, pass.Asked(z), z, 1L << depth, down, up);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(item);
        var halvings = Array.IndexOf(Patches, Patch) + 1;
        if (outputs != 1 || item is not [_, var height, var width]
            || Math.Min(height, width) >> halvings < LeastSide)
        {
            throw new SettingsException(outputs != 1
                ? "u-net has no encoder; expected another network, or no regulariser that needs one"
                : $"u-net with patch={Patch} is for images of {LeastSide << halvings} rows and columns or more, "
                    + $"but an item's shape is [{string.Join(", ", item)}]");
        }

        var (layers, inputs) = (new List<Layer>(), (long)item[0]);
        for (var i = 0; i <= halvings; i++)
        {
            var (own, stride) = (Channels(i), i < halvings ? 2 : 1);
            layers.Add(blueprint.Part($"layer.{i}", () => Normalised(
                blueprint,
                i > 0,
                own,
                bias => blueprint.Conv2d(
                    "conv", inputs, own, Kernel, stride, 1, Weights(inputs), bias, Initial.Zero))));
            layers.Add(Leaky);
            inputs = own;
        }

        layers.Add(blueprint.Conv2d("output", inputs, 1, Kernel, 1, 1, Weights(inputs), true, Initial.Zero));
        layers.Add(Blueprint.Function(x => x.Reshape(x.Shape[0], -1)));
        return Blueprint.Sequence(layers);
    }

    private static Layer Leaky { get; } = Blueprint.Function(x => Layers.LeakyRelu(x, Slope));

    // The input goes down level by level, and up again beside what came down.
    private static Tensor Cropped(Pass pass, Tensor image, Tensor z, long unit, Layer[] down, Layer[] up)
    {
        var (height, width) = (image.Shape[2], image.Shape[3]);
        var (rows, columns) = ((unit - (height % unit)) % unit, (unit - (width % unit)) % unit);
        var x = rows + columns == 0 ? image : Layers.PadEnds(image, rows, columns);
        if (z.Shape[1] > 0)
        {
            var noise = z.Reshape(z.Shape[0], z.Shape[1], 1, 1).Expand(-1, -1, x.Shape[2], x.Shape[3]);
            x = Tensor.Concatenate([x, noise], 1);
        }

        var levels = new Tensor[down.Length];
        for (var i = 0; i < down.Length; i++)
        {
            x = levels[i] = down[i](pass, x);
        }

        for (var i = 0; i < up.Length; i++)
        {
            x = up[i](pass, i == 0 ? x : Tensor.Concatenate([x, levels[^(i + 1)]], 1));
        }

        return rows + columns == 0 ? x : x.Narrow(2, 0, height).Narrow(3, 0, width);
    }

    private Layer Down(Blueprint blueprint, int level, long inputs, long outputs, bool innermost) =>
        blueprint.Part($"down.{level}", () =>
        {
            var layer = Normalised(
                blueprint,
                level > 0 && !innermost,
                outputs,
                bias => blueprint.Conv2d("conv", inputs, outputs, Kernel, 2, 1, Weights(inputs), bias, Initial.Zero));
            return level == 0 ? layer : Blueprint.Sequence(Leaky, layer);
        });

    private Layer Up(Blueprint blueprint, int step, int depth, long[] channels, int image) =>
        blueprint.Part($"up.{step}", () =>
        {
            var (level, outermost) = (depth - 1 - step, step == depth - 1);
            var (inputs, outputs) = ((step == 0 ? 1 : 2) * channels[level], outermost ? image : channels[level - 1]);
            var layer = Normalised(
                blueprint,
                !outermost,
                outputs,
                bias => blueprint.ConvTranspose2d(
                    "conv", inputs, outputs, Kernel, 2, 1, Weights(inputs), bias ? Initial.Zero : null));
            var last = outermost ? Blueprint.Units(Activation.Tanh)
                : step < Noisy ? Blueprint.Dropout(Dropout)
                : Blueprint.Function(x => x);
            return Blueprint.Sequence(Blueprint.Function(Layers.Relu), layer, last);
        });

    // What is normalised needs no bias: it would be taken off again.
    private Layer Normalised(Blueprint blueprint, bool isNormalised, long channels, Func<bool, Layer> convolution)
    {
        var norm = isNormalised ? Norm : Normalisation.None;
        var layer = convolution(norm == Normalisation.None);
        return Blueprint.Sequence(layer, blueprint.Normalise(norm, "norm", channels, Scales));
    }

    private Initial Weights(long inputs) => Sd > 0 ? Initial.Normal(Sd) : Initial.Default(inputs * Kernel * Kernel);

    private long Channels(int level) => (long)Width * Math.Min(1 << level, Most);

    private int DepthFor(IReadOnlyList<int> item)
    {
        var (height, width) = item is [_, var h, var w] ? (h, w) : throw Unfit("images", item);
        var fits = 0;
        while (fits < Most && ((height | width) >> fits) % 2 == 0)
        {
            fits++;
        }

        return Depth == 0 && fits > 0 ? fits
            : Depth > 0 && (Depth <= fits || Fit == SideFit.Pad) ? Depth
            : throw Unfit(
                $"images whose rows and columns are multiples of {1 << Math.Max(1, Depth)} "
                + $"(depth {Math.Max(1, Depth)}); take a smaller depth, or fit=pad",
                item);
    }

    private static SettingsException Unfit(string what, IReadOnlyList<int> item) =>
        new($"u-net is for {what}, but an item's shape is [{string.Join(", ", item)}]");
}
