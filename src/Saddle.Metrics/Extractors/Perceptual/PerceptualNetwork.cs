using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Perceptual;

/// <summary>
/// The network of LPIPS: five layers of maps of AlexNet or VGG16, in which each pixel's vector has length 1, weighted
/// by channel.
/// </summary>
/// <remarks>
/// LPIPS of two images is the sum over the layers of the mean over the pixels of <c>sum_c w_c (a_c - b_c)^2</c>. With
/// every number times <c>sqrt(w_c / pixels)</c> it is the squared distance of two vectors.
/// </remarks>
internal sealed class PerceptualNetwork
{
    private const double Least = 1e-10; // added to a length, so that a vector of zeros has one to be divided by

    private readonly Layer[][] _layers;
    private readonly Tensor[] _scales;
    private readonly Tensor _shift;
    private readonly Tensor _deviation;

    /// <summary>Reads it.</summary>
    /// <param name="backbone">Which network.</param>
    /// <param name="weights">The state of <c>lpips.LPIPS</c>, by its names.</param>
    /// <exception cref="DataException">It is not the state of that network.</exception>
    public PerceptualNetwork(Backbone backbone, Weights weights)
    {
        _shift = weights["scaling_layer.shift", 1, 3, 1, 1];
        _deviation = weights["scaling_layer.scale", 1, 3, 1, 1];
        var before = 3L;
        _layers =
        [
            .. Plan(backbone).Select((layer, i) => layer.Select(at =>
            {
                var name = $"net.slice{i + 1}.{at.Number}";
                var kernel = weights[$"{name}.weight", at.Channels, before, at.Side, at.Side];
                before = at.Channels;
                return new Layer(at, kernel, weights[$"{name}.bias", at.Channels]);
            }).ToArray()),
        ];
        _scales = [.. _layers.Select((layer, i) => Scale(weights, i, layer[^1].At.Channels))];
    }

    /// <summary>How many numbers it makes of an image.</summary>
    /// <param name="backbone">Which network.</param>
    /// <param name="side">The image's rows and columns.</param>
    public static int Width(Backbone backbone, int side)
    {
        var width = 0L;
        foreach (var layer in Plan(backbone))
        {
            side = layer.Aggregate(side, (length, convolution) => convolution.SideOf(length));
            width += layer[^1].Channels * side * side;
        }

        return (int)width;
    }

    /// <summary>Images as vectors whose squared distances are LPIPS.</summary>
    /// <param name="images">[n, 3, rows, columns], from -1 to 1.</param>
    /// <returns>[n, d].</returns>
    public Tensor Features(Tensor images)
    {
        var x = (images - _shift) / _deviation;
        var parts = new Tensor[_layers.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var layer in _layers[i])
            {
                x = layer.Run(x);
            }

            var pixels = x.Shape[2] * x.Shape[3];
            var unit = x / (Tensor.Sqrt(x.Square().Sum([1], keep: true)) + Least);
            parts[i] = (unit * (_scales[i] / Math.Sqrt(pixels))).Reshape(x.Shape[0], -1);
        }

        return Tensor.Concatenate(parts, 1);
    }

    private static Tensor Scale(Weights weights, int layer, long channels)
    {
        var name = $"lin{layer}.model.1.weight";
        var weight = weights[name, 1, channels, 1, 1];
        return weight.Min().Item() >= 0 ? Tensor.Sqrt(weight) : throw new DataException(
            weights.Path, $"the weight '{name}' has numbers below 0; expected none, as in the published ones");
    }

    // Numbers are those of torchvision's features, which the state's names have.
    private static Convolution[][] Plan(Backbone backbone) => backbone == Backbone.Alex
        ?
        [
            [new(0, 64, 11, Stride: 4, Padding: 2)],
            [new(3, 192, 5, Padding: 2, Pool: 3)],
            [new(6, 384, 3, Padding: 1, Pool: 3)],
            [new(8, 256, 3, Padding: 1)],
            [new(10, 256, 3, Padding: 1)],
        ]
        :
        [
            [new(0, 64, 3), new(2, 64, 3)],
            [new(5, 128, 3, Pool: 2), new(7, 128, 3)],
            [new(10, 256, 3, Pool: 2), new(12, 256, 3), new(14, 256, 3)],
            [new(17, 512, 3, Pool: 2), new(19, 512, 3), new(21, 512, 3)],
            [new(24, 512, 3, Pool: 2), new(26, 512, 3), new(28, 512, 3)],
        ];

    // Pool: the side of the maximum before it, by steps of 2; 0 for none.
    private sealed record Convolution(
        int Number, long Channels, int Side, int Stride = 1, int Padding = 1, int Pool = 0)
    {
        public int SideOf(int side) =>
            (((Pool > 0 ? ((side - Pool) / 2) + 1 : side) + (2 * Padding) - Side) / Stride) + 1;
    }

    private sealed record Layer(Convolution At, Tensor Kernel, Tensor Bias)
    {
        public Tensor Run(Tensor x) => Layers.Relu(Layers.Conv2d(
            At.Pool > 0 ? Layers.MaxPool(x, At.Pool, 2) : x, Kernel, Bias, At.Stride, At.Padding));
    }
}
