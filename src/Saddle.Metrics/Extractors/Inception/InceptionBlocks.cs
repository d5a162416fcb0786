using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>
/// The blocks of <see cref="InceptionNetwork"/>: branches side by side, whose channels are put together.
/// </summary>
/// <param name="weights">The weights.</param>
internal sealed class InceptionBlocks(Weights weights)
{
    private const double Epsilon = 0.001;

    private static readonly Operator Contiguous = new("aten::contiguous");
    private static readonly Operator ReluInPlace = new("aten::relu_");
    private static readonly Operator ConvolutionOperator = new("aten::conv2d");

    /// <summary>3 x 3 maxima, every second.</summary>
    public static Tensor MaxPool(Tensor x) => Layers.MaxPool(x, 3, 2);

    /// <summary>3 x 3 means of what lies within the image.</summary>
    public static Tensor Average(Tensor x) => Layers.AveragePool(x, 3, 1, 1, countPadding: false);

    /// <summary>3 x 3 maxima.</summary>
    public static Tensor Maximum(Tensor x) => Layers.MaxPool(x, 3, 1, 1);

    /// <summary>Layers one after the other; what lies between is freed at once.</summary>
    public static Func<Tensor, Tensor> Chain(params Func<Tensor, Tensor>[] layers) => x =>
    {
        using var scope = new TensorScope();
        foreach (var layer in layers)
        {
            x = layer(x);
            scope.Sweep([x]);
        }

        return scope.Keep(x);
    };

    /// <summary>Convolution without bias, batch normalisation and rectification.</summary>
    public Func<Tensor, Tensor> Convolution(
        string name, long inputs, long outputs, long height, long width, int stride = 1, int top = 0, int left = 0)
    {
        var weight = weights[$"{name}.conv.weight", outputs, inputs, height, width];
        var scale = weights[$"{name}.bn.weight", outputs] / Tensor.Sqrt(
            weights[$"{name}.bn.running_var", outputs] + Epsilon);
        var folded = Contiguous.Call(weight * scale.Reshape(-1, 1, 1, 1), (long)MemoryFormat.ChannelsLast);
        var offset = weights[$"{name}.bn.bias", outputs] - (weights[$"{name}.bn.running_mean", outputs] * scale);
        TensorScope.Release(folded);
        TensorScope.Release(offset);
        return x =>
            ReluInPlace.Call(
                ConvolutionOperator.Call(x, folded, offset, new long[] { stride, stride }, new long[] { top, left }));
    }

    /// <summary>35 x 35.</summary>
    public Func<Tensor, Tensor> A(string name, long inputs, long pooled) => Beside(
        Convolution($"{name}.branch1x1", inputs, 64, 1, 1),
        Chain(
            Convolution($"{name}.branch5x5_1", inputs, 48, 1, 1),
            Convolution($"{name}.branch5x5_2", 48, 64, 5, 5, 1, 2, 2)),
        Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 64, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 64, 96, 3, 3, 1, 1, 1),
            Convolution($"{name}.branch3x3dbl_3", 96, 96, 3, 3, 1, 1, 1)),
        Chain(Average, Convolution($"{name}.branch_pool", inputs, pooled, 1, 1)));

    /// <summary>35 x 35 to 17 x 17.</summary>
    public Func<Tensor, Tensor> B(string name, long inputs) => Beside(
        Convolution($"{name}.branch3x3", inputs, 384, 3, 3, 2),
        Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 64, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 64, 96, 3, 3, 1, 1, 1),
            Convolution($"{name}.branch3x3dbl_3", 96, 96, 3, 3, 2)),
        MaxPool);

    /// <summary>17 x 17, with kernels of 7 along one axis.</summary>
    public Func<Tensor, Tensor> C(string name, long inputs, long inner) => Beside(
        Convolution($"{name}.branch1x1", inputs, 192, 1, 1),
        Chain(
            Convolution($"{name}.branch7x7_1", inputs, inner, 1, 1),
            Wide($"{name}.branch7x7_2", inner, inner),
            High($"{name}.branch7x7_3", inner, 192)),
        Chain(
            Convolution($"{name}.branch7x7dbl_1", inputs, inner, 1, 1),
            High($"{name}.branch7x7dbl_2", inner, inner),
            Wide($"{name}.branch7x7dbl_3", inner, inner),
            High($"{name}.branch7x7dbl_4", inner, inner),
            Wide($"{name}.branch7x7dbl_5", inner, 192)),
        Chain(Average, Convolution($"{name}.branch_pool", inputs, 192, 1, 1)));

    /// <summary>17 x 17 to 8 x 8.</summary>
    public Func<Tensor, Tensor> D(string name, long inputs) => Beside(
        Chain(
            Convolution($"{name}.branch3x3_1", inputs, 192, 1, 1),
            Convolution($"{name}.branch3x3_2", 192, 320, 3, 3, 2)),
        Chain(
            Convolution($"{name}.branch7x7x3_1", inputs, 192, 1, 1),
            Wide($"{name}.branch7x7x3_2", 192, 192),
            High($"{name}.branch7x7x3_3", 192, 192),
            Convolution($"{name}.branch7x7x3_4", 192, 192, 3, 3, 2)),
        MaxPool);

    /// <summary>8 x 8, with branches that part again.</summary>
    public Func<Tensor, Tensor> E(string name, long inputs, Func<Tensor, Tensor> pool) => Beside(
        Convolution($"{name}.branch1x1", inputs, 320, 1, 1),
        Chain(Convolution($"{name}.branch3x3_1", inputs, 384, 1, 1), Cross($"{name}.branch3x3_2")),
        Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 448, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 448, 384, 3, 3, 1, 1, 1),
            Cross($"{name}.branch3x3dbl_3")),
        Chain(pool, Convolution($"{name}.branch_pool", inputs, 192, 1, 1)));

    private Func<Tensor, Tensor> Cross(string name) => Beside(
        Convolution($"{name}a", 384, 384, 1, 3, 1, 0, 1),
        Convolution($"{name}b", 384, 384, 3, 1, 1, 1, 0));

    private Func<Tensor, Tensor> Wide(string name, long inputs, long outputs) =>
        Convolution(name, inputs, outputs, 1, 7, 1, 0, 3);

    private Func<Tensor, Tensor> High(string name, long inputs, long outputs) =>
        Convolution(name, inputs, outputs, 7, 1, 1, 3, 0);

    private static Func<Tensor, Tensor> Beside(params Func<Tensor, Tensor>[] branches) => x =>
    {
        using var scope = new TensorScope();
        return scope.Keep(Tensor.Concatenate([.. branches.Select(branch => branch(x))], 1));
    };
}

/// <summary>How a tensor's elements lie in memory. The values are libtorch's own numbers.</summary>
internal enum MemoryFormat
{
    /// <summary>The channels of a pixel side by side.</summary>
    ChannelsLast = 2,
}
