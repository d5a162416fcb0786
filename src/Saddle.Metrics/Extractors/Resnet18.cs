using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors.Onnx;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// A ResNet-18 that was trained on ImageNet and comes with the program: 512 features, no download. It stands in where
/// the weights of FID-InceptionV3 are not there; its figures are named after it and are no FID.
/// </summary>
/// <param name="Threads">How many threads compute; 0: one a processor.</param>
/// <remarks>
/// The model of the package Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT licence, beside the model), which was trained
/// in CNTK. What it is fed is the output of the package's own preparation: blue, green and red from 0 to 255, less the
/// mean image of its training set, at 224 x 224.
/// </remarks>
/// <example><code>saddle metrics real/ fake/ --extractor resnet18</code></example>
[Entry(
    Usual,
    "a ResNet-18 trained on ImageNet, which comes with the program",
    @"f = \overline{h_{17}(x)} \in \mathbb{R}^{512}",
    "He, Zhang, Ren, Sun 2016 (arXiv:1512.03385); Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1")]
public sealed record Resnet18(
    [Parameter("how many threads compute; 0: one a processor", Min = 0, Max = 1024)] int Threads = 0) : Extractor
{
    private const int Side = 224;
    private const string Network = "ResNet18.onnx";
    private const string Preparation = "ResNetPreprocess.onnx";

    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        var (preparation, network) = (Find(Preparation), Find(Network));
        var prepare = OnnxModel.Open(preparation, threads: 1, cancellation: where.Cancellation);
        var model = OnnxModel.Open(network, OnnxLayout.Auto, Threads, prepare, where.Cancellation);
        return new(Side, PixelRange.Bytes, Run,
        [
            new("weights", Network),
            new("weights_sha256", InputFile.Sha256Of(network)),
            new("onnxruntime", OnnxRuntime.Version),
        ])
        {
            Owned = model,
        };

        Activations Run(Tensor images)
        {
            var count = (int)images.Shape[0];
            var pixels = images.To("cpu", DType.Float32); // ONNX Runtime's library here is that of the processor
            var made = model.Run(pixels.Elements<float>(), (count, Side, Side), model.Outputs)[0];
            return new(Tensor.From<float>(made.Values, [count, made.Shape[0]]));
        }
    }

    private static string Find(string name) => OnnxRuntime.Find(name) ?? throw new MissingComponentException(
        $"{name} is not in onnx/ beside the program, nor in artifacts/onnx; "
        + "building Saddle again (./saddle) places it there");
}
