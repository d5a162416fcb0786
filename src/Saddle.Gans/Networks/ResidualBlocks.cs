using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>The residual blocks that the published image networks share, with what sets them apart.</summary>
/// <param name="blueprint">Takes down the parameters.</param>
/// <param name="norm">What is normalised before each convolution.</param>
/// <param name="bilinear">Whether images grow by interpolation rather than by repeating pixels.</param>
/// <param name="zeroBias">Whether biases begin at 0 rather than by PyTorch's default.</param>
/// <param name="firstBias">Whether a block's first convolution has a bias.</param>
/// <param name="inPlace">Whether shortcuts take what the first rectifier has made of the block's input.</param>
internal sealed class ResidualBlocks(
    Blueprint blueprint, Normalisation norm, bool bilinear, bool zeroBias, bool firstBias, bool inPlace = false)
{
    private const int Kernel = 3;

    /// <summary>A 3x3 convolution that keeps the side.</summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="gain">The gain of the initial weights.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="size">The kernel's side.</param>
    public Layer Conv(string name, long inputs, long outputs, double gain, bool bias = true, int size = Kernel)
    {
        var area = size * size;
        var weight = Initial.Xavier(inputs * area, outputs * area, gain);
        return blueprint.Conv2d(
            name,
            inputs,
            outputs,
            size,
            padding: size / 2,
            weight: weight,
            bias: bias,
            biasInitial: zeroBias ? Initial.Zero : null);
    }

    /// <summary>A linear layer.</summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    public Layer Linear(string name, long inputs, long outputs) =>
        blueprint.Linear(name, inputs, outputs, Initial.Xavier(inputs, outputs), zeroBias ? Initial.Zero : null);

    /// <summary>
    /// norm, ReLU, convolution, norm, ReLU, convolution, beside a shortcut. Images grow before the first convolution
    /// and shrink after the second. In the shortcut a 1x1 convolution stands on the smaller side: it commutes with
    /// both.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="resample">What becomes of the side.</param>
    public Layer Block(string name, long inputs, long outputs, Resample resample) =>
        Pieces(name, inputs, outputs, resample, resample == Resample.Up ? outputs : inputs, first: false);

    /// <summary>
    /// The block that a discriminator begins with: no norm or ReLU before the first convolution, which makes all
    /// channels.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    public Layer FirstBlock(string name, long inputs, long outputs) =>
        Pieces(name, inputs, outputs, Resample.Down, outputs, first: true);

    private Layer Pieces(string name, long inputs, long outputs, Resample resample, long hidden, bool first)
    {
        var block = Whole(name, inputs, outputs, resample, hidden, first);

        // to rectify twice is to rectify once
        return inPlace && !first ? (pass, x) => block(pass, Layers.Relu(x)) : block;
    }

    private Layer Whole(string name, long inputs, long outputs, Resample resample, long hidden, bool first)
    {
        var gain = Math.Sqrt(2);
        Layer before = first
            ? (_, x) => x
            : Blueprint.Sequence(blueprint.Normalise(norm, $"{name}.norm1", inputs), Blueprint.Function(Layers.Relu));
        var main = Blueprint.Sequence(
            before,
            Blueprint.Function(x => resample == Resample.Up ? Grown(x) : x),
            Conv($"{name}.conv1", inputs, hidden, gain, firstBias),
            first ? Blueprint.Function(x => x) : blueprint.Normalise(norm, $"{name}.norm2", hidden),
            Blueprint.Function(Layers.Relu),
            Conv($"{name}.conv2", hidden, outputs, gain),
            Blueprint.Function(x => resample == Resample.Down ? Shrunk(x) : x));
        if (inputs == outputs && resample == Resample.None)
        {
            return (pass, x) => x + main(pass, x);
        }

        var shortcut = Conv($"{name}.shortcut", inputs, outputs, 1, size: 1);
        return (pass, x) => main(pass, x) + resample switch
        {
            Resample.Up => Grown(shortcut(pass, x)),
            Resample.Down => shortcut(pass, Shrunk(x)),
            _ => shortcut(pass, x),
        };
    }

    private static Tensor Shrunk(Tensor x) => Layers.AveragePool(x, 2, 2);

    private Tensor Grown(Tensor x)
    {
        var shape = x.Shape;
        return bilinear ? Layers.ResizeBilinear(x, 2 * (int)shape[2], 2 * (int)shape[3]) : Layers.UpsampleNearest(x, 2);
    }
}
