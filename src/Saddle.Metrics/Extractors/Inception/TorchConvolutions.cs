using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>Convolutions by libtorch, with the channels of a pixel side by side.</summary>
internal sealed class TorchConvolutions : IConvolutions<Tensor>
{
    private static readonly Operator Contiguous = new("aten::contiguous");
    private static readonly Operator ReluInPlace = new("aten::relu_");
    private static readonly Operator ConvolutionOperator = new("aten::conv2d");

    /// <summary>A network of them.</summary>
    /// <param name="build">Builds it.</param>
    /// <returns>The network, for images [n, channels, height, width] as they come.</returns>
    public static Func<Tensor, Tensor> Of(Func<TorchConvolutions, Func<Tensor, Tensor>> build)
    {
        var network = build(new());
        return images => network(ChannelsLast(images));
    }

    /// <inheritdoc/>
    public Func<Tensor, Tensor> Convolution(Tensor kernel, Tensor offset, int stride, (int Top, int Left) padding)
    {
        kernel = TensorScope.Release(ChannelsLast(kernel));
        TensorScope.Release(offset);
        return x => ReluInPlace.Call(ConvolutionOperator.Call(
            x, kernel, offset, new long[] { stride, stride }, new long[] { padding.Top, padding.Left }));
    }

    /// <inheritdoc/>
    public Func<Tensor, Tensor> Maximum(int stride, int padding) => x => Layers.MaxPool(x, 3, stride, padding);

    /// <inheritdoc/>
    public Func<Tensor, Tensor> Average() => x => Layers.AveragePool(x, 3, 1, 1, countPadding: false);

    /// <inheritdoc/>
    public Func<Tensor, Tensor> Mean() => x => x.Mean([2, 3]);

    /// <inheritdoc/>
    /// <remarks>What lies between two layers is freed at once.</remarks>
    public Func<Tensor, Tensor> Chain(params Func<Tensor, Tensor>[] layers) => x =>
    {
        using var scope = new TensorScope();
        foreach (var layer in layers)
        {
            x = layer(x);
            scope.Sweep([x]);
        }

        return scope.Keep(x);
    };

    /// <inheritdoc/>
    public Func<Tensor, Tensor> Beside(params Func<Tensor, Tensor>[] branches) => x =>
    {
        using var scope = new TensorScope();
        return scope.Keep(Tensor.Concatenate([.. branches.Select(branch => branch(x))], 1));
    };

    private static Tensor ChannelsLast(Tensor x) => Contiguous.Call(x, (long)MemoryFormat.ChannelsLast);

    /// <summary>How a tensor's elements lie in memory. The values are libtorch's own numbers.</summary>
    private enum MemoryFormat
    {
        /// <summary>The channels of a pixel side by side.</summary>
        ChannelsLast = 2,
    }
}
