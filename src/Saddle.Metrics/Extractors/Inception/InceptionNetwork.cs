using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>
/// FID-InceptionV3: the network of Inception score and FID, from 299 x 299 pixels to 2,048 features and 1,008 logits.
/// Batch normalisation is folded into the convolutions.
/// </summary>
/// <remarks>
/// Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016 (arXiv:1512.00567), as the graph of 2015-12-05 has it. It differs from
/// torchvision's inception_v3: average pools leave their padding out of the mean, the last block (Mixed_7c) pools by
/// the maximum, there are 1,008 outputs and no auxiliary ones. Weights have torchvision's names.
/// </remarks>
public sealed class InceptionNetwork
{
    /// <summary>The rows and columns of its input.</summary>
    public const int Side = 299;

    /// <summary>The number of features.</summary>
    public const int Width = 2048;

    /// <summary>The number of classes.</summary>
    public const int Classes = 1008;

    private static readonly Operator Contiguous = new("aten::contiguous");

    private readonly Func<Tensor, Tensor> _stem;
    private readonly Func<Tensor, Tensor> _mixed;
    private readonly Tensor _classifier;
    private readonly Tensor _bias;

    /// <summary>Builds the network.</summary>
    /// <param name="weights">Weights of torchvision's names.</param>
    /// <exception cref="Data.DataException">One is missing, or of another shape.</exception>
    public InceptionNetwork(Weights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var build = new InceptionBlocks(weights);
        _stem = InceptionBlocks.Chain(
            build.Convolution("Conv2d_1a_3x3", 3, 32, 3, 3, stride: 2),
            build.Convolution("Conv2d_2a_3x3", 32, 32, 3, 3),
            build.Convolution("Conv2d_2b_3x3", 32, 64, 3, 3, 1, 1, 1),
            InceptionBlocks.MaxPool,
            build.Convolution("Conv2d_3b_1x1", 64, 80, 1, 1),
            build.Convolution("Conv2d_4a_3x3", 80, 192, 3, 3),
            InceptionBlocks.MaxPool);
        _mixed = InceptionBlocks.Chain(
            build.A("Mixed_5b", 192, 32),
            build.A("Mixed_5c", 256, 64),
            build.A("Mixed_5d", 288, 64),
            build.B("Mixed_6a", 288),
            build.C("Mixed_6b", 768, 128),
            build.C("Mixed_6c", 768, 160),
            build.C("Mixed_6d", 768, 160),
            build.C("Mixed_6e", 768, 192),
            build.D("Mixed_7a", 768),
            build.E("Mixed_7b", 1280, InceptionBlocks.Average),
            build.E("Mixed_7c", 2048, InceptionBlocks.Maximum));
        _classifier = TensorScope.Release(weights["fc.weight", Classes, Width]);
        _bias = TensorScope.Release(weights["fc.bias", Classes]);
    }

    /// <summary>The features: means of the last block over the image.</summary>
    /// <param name="images">[n, 3, 299, 299], normalised to about -1 to 1.</param>
    /// <returns>[n, 2048].</returns>
    public Tensor Features(Tensor images) =>
        _mixed(_stem(Contiguous.Call(images, (long)MemoryFormat.ChannelsLast))).Mean([2, 3]);

    /// <summary>The logits without their biases, as the Inception score takes them.</summary>
    /// <param name="features">[n, 2048].</param>
    /// <returns>[n, 1008].</returns>
    public Tensor UnbiasedLogits(Tensor features) => features.MatMul(_classifier.Transpose());

    /// <summary>The logits.</summary>
    /// <param name="features">[n, 2048].</param>
    /// <returns>[n, 1008].</returns>
    public Tensor Logits(Tensor features) => UnbiasedLogits(features) + _bias;
}
