using Saddle.Catalog;

namespace Saddle.Torch;

/// <summary>The functions that networks are made of, without state: parameters are arguments.</summary>
public static class Layers
{
    private static readonly long[] One = [1];
    private static readonly Operator LinearOperator = new("aten::linear");
    private static readonly Operator Conv1dOperator = new("aten::conv1d");
    private static readonly Operator Conv2dOperator = new("aten::conv2d");
    private static readonly Operator ConvTranspose2dOperator = new("aten::conv_transpose2d", "input");
    private static readonly Operator FlipOperator = new("aten::flip");
    private static readonly Operator PixelShuffleOperator = new("aten::pixel_shuffle");
    private static readonly Operator PadOperator = new("aten::constant_pad_nd");
    private static readonly Operator ReplicationPadOperator = new("aten::replication_pad2d");
    private static readonly Operator BatchNormOperator = new("aten::batch_norm");
    private static readonly Operator LayerNormOperator = new("aten::layer_norm");
    private static readonly Operator ReluOperator = new("aten::relu");
    private static readonly Operator LeakyReluOperator = new("aten::leaky_relu");
    private static readonly Operator SoftmaxOperator = new("aten::softmax", "int");
    private static readonly Operator LogSoftmaxOperator = new("aten::log_softmax", "int");
    private static readonly Operator AveragePoolOperator = new("aten::avg_pool2d");
    private static readonly Operator MaxPoolOperator = new("aten::max_pool2d");
    private static readonly Operator NearestOperator = new("aten::upsample_nearest2d");
    private static readonly Operator BilinearOperator = new("aten::upsample_bilinear2d");
    private static readonly Operator GroupNormOperator = new("aten::group_norm");
    private static readonly Operator OneHotOperator = new("aten::one_hot");

    /// <summary><c>x W' + b</c>.</summary>
    /// <param name="x">[n, in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or the number 0 for none.</param>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor bias) => LinearOperator.Call(x, weight, OrNone(bias));

    /// <summary>A one-dimensional convolution (a correlation, as everywhere in the field).</summary>
    /// <param name="x">[n, in, length].</param>
    /// <param name="weight">[out, in, k].</param>
    /// <param name="bias">[out], or the number 0 for none.</param>
    /// <param name="padding">Zeros at each end.</param>
    public static Tensor Conv1d(Tensor x, Tensor weight, Tensor bias, int padding) =>
        Conv1dOperator.Call(x, weight, OrNone(bias), One, new long[] { padding });

    /// <summary>A two-dimensional convolution (a correlation, as everywhere in the field).</summary>
    /// <param name="x">[n, in, height, width].</param>
    /// <param name="weight">[out, in, k, k].</param>
    /// <param name="bias">[out], or the number 0 for none.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">Zeros at every side, for both dimensions; or one number a dimension.</param>
    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor bias, int stride = 1, params long[] padding) =>
        Conv2dOperator.Call(x, weight, OrNone(bias), Both(stride), Pair(padding));

    /// <summary>
    /// A transposed two-dimensional convolution, the adjoint of <see cref="Conv2d"/>, to an image of given sides: rows
    /// and columns are cut off in front by the padding, and behind by what then exceeds the side.
    /// </summary>
    /// <param name="x">[n, in, height, width].</param>
    /// <param name="weight">[in, out, k, k].</param>
    /// <param name="bias">[out], or the number 0 for none.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">What is cut off in front, less than k.</param>
    /// <param name="sides">The result's side; or its height and its width.</param>
    public static Tensor ConvTranspose2d(
        Tensor x, Tensor weight, Tensor bias, int stride, int padding, params long[] sides)
    {
        var (height, width) = (Pair(sides)[0], Pair(sides)[1]);
        if (stride == 2 && x.Device == "cpu")
        {
            return Doubling(x, weight, bias, padding, height, width);
        }

        var y = ConvTranspose2dOperator.Call(
            x,
            weight,
            OrNone(bias),
            Both(stride),
            Both(padding),
            Both(Math.Max(0, height - Natural(2)), Math.Max(0, width - Natural(3))));
        return Cut(y, height, width);

        long Natural(int dimension) =>
            ((x.Shape[dimension] - 1) * stride) - (2 * padding) + weight.Shape[dimension];
    }

    /// <summary>The last two dimensions in reverse: images upside down and left to right, kernels likewise.</summary>
    /// <param name="x">[.., height, width].</param>
    public static Tensor Mirror(Tensor x) => FlipOperator.Call(x, new long[] { -2, -1 });

    /// <summary>Zeros around the last dimensions.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="padding">
    /// Before and after the last dimension, before and after the one before it, and so on.
    /// </param>
    public static Tensor Pad(Tensor x, params long[] padding) => PadOperator.Call(x, padding);

    /// <summary>Rows and columns more at the ends, each like the last one.</summary>
    /// <param name="x">[n, channels, height, width].</param>
    /// <param name="rows">How many rows more, below.</param>
    /// <param name="columns">How many columns more, on the right.</param>
    public static Tensor PadEnds(Tensor x, long rows, long columns) =>
        ReplicationPadOperator.Call(x, new long[] { 0, columns, 0, rows });

    /// <summary>Batch normalisation over all dimensions but the second.</summary>
    /// <param name="x">[n, channels, ...].</param>
    /// <param name="scale">[channels], or the number 0 for none.</param>
    /// <param name="offset">[channels], or the number 0 for none.</param>
    /// <param name="mean">[channels]: the running mean, updated in place when training.</param>
    /// <param name="variance">[channels]: the running variance, updated in place when training.</param>
    /// <param name="training">Whether the batch's own statistics are used.</param>
    /// <param name="momentum">The weight of the batch in the running statistics.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="name">The layer's name, for the message of a refusal; null for none.</param>
    /// <exception cref="SettingsException">The batch's own statistics are of one value a channel.</exception>
    public static Tensor BatchNorm(
        Tensor x,
        Tensor scale,
        Tensor offset,
        Tensor mean,
        Tensor variance,
        bool training,
        double momentum,
        double epsilon,
        string? name = null)
    {
        if (training)
        {
            RequireSeveral(
                x,
                Named("batch normalisation", name),
                "a channel",
                x.Shape[0] * Count(x.Shape[2..]),
                "a larger batch (batch)");
        }

        return BatchNormOperator.Call(
            x,
            OrNone(scale),
            OrNone(offset),
            OrNone(mean),
            OrNone(variance),
            training,
            momentum,
            epsilon,
            false);
    }

    /// <summary>Layer normalisation over the last dimensions.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="shape">The lengths of the dimensions to normalise over.</param>
    /// <param name="scale">Of that shape, or the number 0 for none.</param>
    /// <param name="offset">Of that shape, or the number 0 for none.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="SettingsException">There is one value to normalise over.</exception>
    public static Tensor LayerNorm(Tensor x, long[] shape, Tensor scale, Tensor offset, double epsilon = 1e-5)
    {
        RequireSeveral(x, "layer normalisation", "an item", Count(shape), "a wider layer");
        return LayerNormOperator.Call(OfType(scale, x), shape, OrNone(scale), OrNone(offset), epsilon);
    }

    /// <summary>Normalisation of each item over groups of channels and all positions.</summary>
    /// <param name="x">[n, channels, ...].</param>
    /// <param name="groups">The number of groups; 1 normalises over the whole item.</param>
    /// <param name="scale">[channels].</param>
    /// <param name="offset">[channels].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="name">The layer's name, for the message of a refusal; null for none.</param>
    /// <exception cref="SettingsException">A group has one value.</exception>
    public static Tensor GroupNorm(
        Tensor x, int groups, Tensor scale, Tensor offset, double epsilon = 1e-5, string? name = null)
    {
        RequireSeveral(
            x,
            Named("normalisation of each item", name),
            "a group of channels",
            Count(x.Shape[1..]) / groups,
            "more channels a group (width)");
        return GroupNormOperator.Call(OfType(scale, x), (long)groups, scale, offset, epsilon);
    }

    /// <summary>Whole numbers as unit vectors.</summary>
    /// <param name="x">Numbers from 0 to classes - 1, of any type.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>One dimension more than x, of length classes, in the type of x.</returns>
    /// <exception cref="TorchException">A number is out of range.</exception>
    public static Tensor OneHot(Tensor x, int classes) =>
        OneHotOperator.Call(x.Cast(DType.Int64), (long)classes).Cast(x.DType);

    /// <summary>max(x, 0).</summary>
    /// <param name="x">The tensor.</param>
    public static Tensor Relu(Tensor x) => ReluOperator.Call(x);

    /// <summary>x where positive, slope * x elsewhere.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="slope">The slope.</param>
    public static Tensor LeakyRelu(Tensor x, double slope) => LeakyReluOperator.Call(x, slope);

    /// <summary>exp(x) / sum of exp(x) along a dimension.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="dimension">The dimension.</param>
    public static Tensor Softmax(Tensor x, int dimension) => SoftmaxOperator.Call(x, (long)dimension);

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="dimension">The dimension.</param>
    public static Tensor LogSoftmax(Tensor x, int dimension) => LogSoftmaxOperator.Call(x, (long)dimension);

    /// <summary>Means over windows.</summary>
    /// <param name="x">[n, channels, height, width].</param>
    /// <param name="size">The window's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">Zeros at every side.</param>
    /// <param name="countPadding">Whether padding counts in the mean.</param>
    public static Tensor AveragePool(Tensor x, int size, int stride, int padding = 0, bool countPadding = true) =>
        AveragePoolOperator.Call(x, Both(size), Both(stride), Both(padding), false, countPadding);

    /// <summary>Maxima over windows.</summary>
    /// <param name="x">[n, channels, height, width].</param>
    /// <param name="size">The window's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">Minus infinity at every side.</param>
    public static Tensor MaxPool(Tensor x, int size, int stride, int padding = 0) =>
        MaxPoolOperator.Call(x, Both(size), Both(stride), Both(padding));

    /// <summary>Every pixel repeated.</summary>
    /// <param name="x">[n, channels, height, width].</param>
    /// <param name="factor">How often, in each direction.</param>
    public static Tensor UpsampleNearest(Tensor x, int factor)
    {
        var shape = x.Shape;
        return NearestOperator.Call(x, Both(shape[2] * factor, shape[3] * factor));
    }

    /// <summary>Bilinear interpolation with half-pixel centres.</summary>
    /// <param name="x">[n, channels, height, width].</param>
    /// <param name="height">The new height.</param>
    /// <param name="width">The new width.</param>
    public static Tensor ResizeBilinear(Tensor x, int height, int width) =>
        BilinearOperator.Call(x, Both(height, width), false);

    // Of a stride of 2, as one ordinary convolution to four times the channels whose outputs are interleaved: pixel 2p
    // + r takes the weights k with k = r + padding - 2d from x at p + d. libtorch's processor kernels for transposed
    // convolutions are neither threaded nor vectorised as those for ordinary ones are (benchmarks/README.md).
    private static Tensor Doubling(Tensor x, Tensor weight, Tensor bias, int padding, long height, long width)
    {
        var (inputs, outputs, size) = (weight.Shape[0], weight.Shape[1], weight.Shape[2]);
        var front = padding % 2; // zeros that make the first weight that of an even pixel
        var taps = (size + front + 1) / 2;
        var back = (2 * taps) - size - front;
        var kernel = Pad(weight, front, back, front, back).Reshape(inputs, outputs, taps, 2, taps, 2);
        kernel = FlipOperator.Call(kernel.Permute(1, 3, 5, 0, 2, 4), new long[] { 4, 5 })
            .Reshape(4 * outputs, inputs, taps, taps);
        var after = (padding + front) / 2; // the farthest d
        var before = taps - 1 - after;
        x = before == after ? x : Pad(x, before, after, before, after);
        var y = PixelShuffleOperator.Call(Conv2d(x, kernel, 0, 1, before == after ? before : 0), 2L);
        y = Cut(y, height, width);
        return bias.IsNumber ? y : y + bias.Reshape(1, -1, 1, 1);
    }

    private static Tensor Cut(Tensor y, long height, long width) => (y.Shape[2], y.Shape[3]) == (height, width)
        ? y
        : y.Narrow(2, 0, height).Narrow(3, 0, width);

    // One value is its own mean: the offset alone comes out, and every gradient by what went in is exactly 0. Training
    // would go on without a word and without learning.
    private static void RequireSeveral(Tensor x, string what, string over, long values, string expected)
    {
        if (values == 1)
        {
            throw new SettingsException(
                FormattableString.Invariant($"{what} of [{string.Join(", ", x.Shape)}] has one value {over}, ")
                + $"and what it gives says nothing of it; expected {expected}, or larger items (data.size)");
        }
    }

    private static string Named(string what, string? name) => name is null ? what : $"{what} '{name}'";

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);

    // Where products are in bfloat16 parameters are not, and these operators take no two types.
    private static Tensor OfType(Tensor parameter, Tensor x) =>
        parameter.IsNumber || parameter.DType == x.DType ? x : x.Cast(parameter.DType);

    private static Argument OrNone(Tensor tensor) => tensor.IsNumber ? Argument.None : tensor;

    private static long[] Pair(long[] padding) => padding.Length switch
    {
        0 => [0, 0],
        1 => [padding[0], padding[0]],
        _ => padding,
    };

    private static long[] Both(long value) => [value, value];

    private static long[] Both(long first, long second) => [first, second];
}
