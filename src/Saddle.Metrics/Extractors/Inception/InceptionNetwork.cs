using Saddle.Metrics.Extractors.Onnx;
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

    private readonly Func<Tensor, Tensor> _features;
    private readonly Tensor _classifier;
    private readonly Tensor _bias;

    /// <summary>Builds the network, for libtorch to compute.</summary>
    /// <param name="weights">Weights of torchvision's names.</param>
    /// <exception cref="Data.DataException">One is missing, or of another shape.</exception>
    public InceptionNetwork(Weights weights)
        : this(weights, TorchConvolutions.Of(on => new InceptionBlocks<Tensor>(weights, on).Features()))
    {
    }

    /// <summary>The network whose features ONNX Runtime computes.</summary>
    /// <param name="weights">Weights of torchvision's names.</param>
    /// <param name="model">What <see cref="Compile"/> made of them.</param>
    /// <exception cref="Data.DataException">One is missing, or of another shape.</exception>
    internal InceptionNetwork(Weights weights, OnnxModel model)
        : this(weights, images => Computed(model, images))
    {
    }

    private InceptionNetwork(Weights weights, Func<Tensor, Tensor> features)
    {
        _features = features;
        _classifier = TensorScope.Release(weights["fc.weight", Classes, Width]);
        _bias = TensorScope.Release(weights["fc.bias", Classes]);
    }

    /// <summary>The network up to its features in ONNX Runtime, on processors as fast as libtorch or faster.</summary>
    /// <param name="weights">Weights of torchvision's names, on the processor.</param>
    /// <param name="threads">How many threads compute; 0 for one a processor.</param>
    /// <param name="cancellation">Asks a run to stop.</param>
    /// <exception cref="Data.DataException">One is missing, or of another shape.</exception>
    /// <exception cref="MissingComponentException">ONNX Runtime cannot be loaded.</exception>
    internal static OnnxModel Compile(Weights weights, int threads = 0, CancellationToken cancellation = default)
    {
        using var scope = new TensorScope();
        var graph = new OnnxConvolutions();
        var features = new InceptionBlocks<string>(weights, graph).Features()(OnnxConvolutions.Images);
        return OnnxModel.Of(weights.Path, graph.Model(Side, features, Width), threads, cancellation);
    }

    /// <summary>The features: means of the last block over the image.</summary>
    /// <param name="images">[n, 3, 299, 299], normalised to about -1 to 1.</param>
    /// <returns>[n, 2048].</returns>
    public Tensor Features(Tensor images) => _features(images);

    /// <summary>The logits without their biases, as the Inception score takes them.</summary>
    /// <param name="features">[n, 2048].</param>
    /// <returns>[n, 1008].</returns>
    public Tensor UnbiasedLogits(Tensor features) => features.MatMul(_classifier.Transpose());

    /// <summary>The logits.</summary>
    /// <param name="features">[n, 2048].</param>
    /// <returns>[n, 1008].</returns>
    public Tensor Logits(Tensor features) => UnbiasedLogits(features) + _bias;

    private static Tensor Computed(OnnxModel model, Tensor images)
    {
        var size = ((int)images.Shape[0], Side, Side);
        var made = model.Run(images.Elements<float>(), size, model.Outputs)[0];
        return Tensor.From<float>(made.Values, [images.Shape[0], Width]);
    }
}
