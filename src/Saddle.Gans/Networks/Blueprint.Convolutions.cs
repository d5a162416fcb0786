using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <content>
/// Convolutions with the padding that TensorFlow calls SAME, one-dimensional ones, and the choice of a normalisation.
/// </content>
public sealed partial class Blueprint
{
    /// <summary>
    /// A convolution, of a stride of at least 2, whose output has ceil(side / stride) pixels a side: the zeros that
    /// this takes are split evenly, the odd one after. [n, inputs, side, side] to [n, outputs, ceil(side / stride),
    /// ...], both upside down and left to right: put <see cref="Mirror"/> before the first and after the last of them.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="side">The input's side.</param>
    /// <param name="weight">The weights' law; biases begin at 0.</param>
    /// <remarks>
    /// Where the padding is uneven, as for a kernel of 5 and a stride of 2 on an even side, no symmetric padding gives
    /// the same pixels, and padding by hand costs a third more than the convolution. In the mirror, windows begin where
    /// symmetric padding by the larger half puts them.
    /// </remarks>
    public Layer SameConv2d(string name, long inputs, long outputs, int size, int stride, int side, Initial weight)
    {
        var w = Weight(name, weight, outputs, inputs, size, size);
        var b = Parameter($"{name}.bias", Initial.Zero, outputs);
        var (_, after) = SamePadding(side, size, stride);
        return (pass, x) => Layers.Conv2d(x, Layers.Mirror(w(pass)), pass[b], stride, after);
    }

    /// <summary>Images turned upside down and left to right.</summary>
    public static Layer Mirror() => Function(Layers.Mirror);

    /// <summary>
    /// The adjoint of <see cref="SameConv2d"/>: [n, inputs, ceil(side / stride), ...] to [n, outputs, side, side].
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's side, at least the stride.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="side">The output's side.</param>
    /// <param name="weight">The weights' law; biases begin at 0.</param>
    public Layer SameConvTranspose2d(
        string name, long inputs, long outputs, int size, int stride, int side, Initial weight)
    {
        var w = Parameter($"{name}.weight", weight, inputs, outputs, size, size);
        var b = Parameter($"{name}.bias", Initial.Zero, outputs);
        var (before, _) = SamePadding(side, size, stride);
        return (pass, x) => Layers.ConvTranspose2d(x, pass[w], pass[b], stride, before, side);
    }

    /// <summary>
    /// A transposed convolution: [n, inputs, h, w] to [n, outputs, h', w'] with h' = (h - 1) stride - 2 padding + size.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">What is cut off at every side.</param>
    /// <param name="weight">The weights' law.</param>
    /// <param name="bias">The biases' law; null for no bias.</param>
    public Layer ConvTranspose2d(
        string name,
        long inputs,
        long outputs,
        int size,
        int stride,
        int padding,
        Initial weight,
        Initial? bias = null)
    {
        var w = Parameter($"{name}.weight", weight, inputs, outputs, size, size);
        var b = bias is null ? null : Parameter($"{name}.bias", bias, outputs);
        return (pass, x) => Layers.ConvTranspose2d(
            x, pass[w], b is null ? 0 : pass[b], stride, padding, To(x.Shape[2]), To(x.Shape[3]));

        long To(long side) => ((side - 1) * stride) - (2 * padding) + size;
    }

    /// <summary>
    /// A one-dimensional convolution that keeps the length: [n, inputs, length] to [n, outputs, length].
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's length, odd.</param>
    /// <param name="weight">The weights' law; biases begin at 0.</param>
    public Layer Conv1d(string name, long inputs, long outputs, int size, Initial weight)
    {
        var w = Weight(name, weight, outputs, inputs, size);
        var b = Parameter($"{name}.bias", Initial.Zero, outputs);
        return (pass, x) => Layers.Conv1d(x, w(pass), pass[b], size / 2);
    }

    /// <summary>
    /// Normalisation of each item over all its channels and positions, with a scale and an offset a channel.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="channels">The length of the second dimension.</param>
    /// <remarks>
    /// Ba, Kiros, Hinton 2016, arXiv:1607.06450; scale and offset a channel as in the critic of Gulrajani et al. 2017.
    /// </remarks>
    public Layer LayerNorm(string name, long channels)
    {
        var gamma = Parameter($"{name}.weight", Initial.One, channels);
        var beta = Parameter($"{name}.bias", Initial.Zero, channels);
        return (pass, x) => Layers.GroupNorm(x, 1, pass[gamma], pass[beta], name: name);
    }

    /// <summary>Normalisation of each item's every channel over its positions: instance normalisation.</summary>
    /// <param name="name">The name.</param>
    /// <param name="channels">The length of the second dimension.</param>
    /// <param name="scale">The scales' law; none for 1.</param>
    /// <remarks>Ulyanov, Vedaldi, Lempitsky 2016, arXiv:1607.08022.</remarks>
    public Layer InstanceNorm(string name, int channels, Initial? scale = null)
    {
        var gamma = Parameter($"{name}.weight", scale ?? Initial.One, channels);
        var beta = Parameter($"{name}.bias", Initial.Zero, channels);
        return (pass, x) => Layers.GroupNorm(x, channels, pass[gamma], pass[beta], name: name);
    }

    /// <summary>
    /// Units dropped at random, the others made larger in turn: noise between layers, in training and in sampling
    /// alike.
    /// </summary>
    /// <param name="rate">The chance of each to be dropped, less than 1; at 0 nothing is drawn.</param>
    /// <remarks>
    /// Srivastava et al. 2014; as the noise of a conditional GAN, kept when sampling, in Isola et al. 2017,
    /// arXiv:1611.07004, section 3.2.1.
    /// </remarks>
    public static Layer Dropout(double rate) => rate == 0
        ? Function(x => x)
        : (pass, x) => x * new RandomTensors(new(pass.NextSeed(), 0, 0, 0), Purpose.Inside, x.DType, x.Device)
            .Kept(1 - rate, x.Shape);

    /// <summary>A normalisation that is a setting.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="name">The name.</param>
    /// <param name="channels">The length of the second dimension.</param>
    /// <param name="scale">The scales' law, of batch and of instance normalisation; none for 1.</param>
    public Layer Normalise(Normalisation kind, string name, long channels, Initial? scale = null) => kind switch
    {
        Normalisation.Batch => BatchNorm(name, channels, scale: scale),
        Normalisation.Layer => LayerNorm(name, channels),
        Normalisation.Instance => InstanceNorm(name, (int)channels, scale),
        _ => Function(x => x),
    };

    private static (int Before, int After) SamePadding(int side, int size, int stride)
    {
        var total = Math.Max(((((side + stride - 1) / stride) - 1) * stride) + size - side, 0);
        return (total / 2, total - (total / 2));
    }
}
