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
    /// A transposed convolution without biases: [n, inputs, s, s] to [n, outputs, s', s'] with
    /// s' = (s - 1) stride - 2 padding + size.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">What is cut off at every side.</param>
    /// <param name="weight">The weights' law.</param>
    public Layer ConvTranspose2d(
        string name, long inputs, long outputs, int size, int stride, int padding, Initial weight)
    {
        var w = Parameter($"{name}.weight", weight, inputs, outputs, size, size);
        return (pass, x) => Layers.ConvTranspose2d(
            x, pass[w], 0, stride, padding, (((int)x.Shape[2] - 1) * stride) - (2 * padding) + size);
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

    /// <summary>A normalisation that is a setting.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="name">The name.</param>
    /// <param name="channels">The length of the second dimension.</param>
    public Layer Normalise(Normalisation kind, string name, long channels) => kind switch
    {
        Normalisation.Batch => BatchNorm(name, channels),
        Normalisation.Layer => LayerNorm(name, channels),
        _ => Function(x => x),
    };

    private static (int Before, int After) SamePadding(int side, int size, int stride)
    {
        var total = Math.Max(((((side + stride - 1) / stride) - 1) * stride) + size - side, 0);
        return (total / 2, total - (total / 2));
    }
}
