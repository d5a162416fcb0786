using Saddle.Catalog;
using Saddle.Metrics.Extractors.Inception;
using Saddle.Metrics.Extractors.Onnx;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// FID-InceptionV3, the network of FID, KID and Inception score: 2,048 features and 1,008 logits without their biases.
/// </summary>
/// <param name="Weights">
/// The file of its weights: .pth in both containers of PyTorch, TorchScript (its tensors; nothing in it runs) or
/// safetensors, with torchvision's names; or the whole network as a model in ONNX; empty for the published ones.
/// </param>
/// <param name="Threads">How many threads compute on a processor; 0: one a processor.</param>
/// <remarks>
/// On a processor ONNX Runtime computes it, from the same weights: its features are libtorch's to 1e-6 of the largest,
/// whatever the number of threads. Where its library is not there, and on other devices, libtorch does.
/// </remarks>
[Entry(
    Standard,
    "the network of FID, KID and Inception score",
    @"\mathrm{pool}_3 \in \mathbb{R}^{2048}",
    "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016 (arXiv:1512.00567), the graph of 2015-12-05")]
public sealed record FidInception(
    [Parameter(
        "the file of its weights: .pth, TorchScript, safetensors or ONNX; "
        + "empty: the published ones, which 'saddle weights get' downloads",
        IsPath = true)]
    string Weights = "",
    [Parameter("how many threads compute on a processor; 0: one a processor", Min = 0, Max = 1024)]
    int Threads = 0) : Extractor
{
    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (Weights.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var model = new OnnxFile(Weights, InceptionNetwork.Side, Threads: Threads);
            return model.Open(where) with { Pixels = where.Protocol.Pixels };
        }

        var weights = Extractors.Weights.Read(Weights.Length > 0 ? Weights : StandardWeights.Find(where.Data));
        var compiled = where.Device == "cpu" && OnnxRuntime.IsThere
            ? InceptionNetwork.Compile(weights, Threads, where.Cancellation)
            : null;
        var network = compiled is null
            ? new InceptionNetwork(weights.To(where.Device))
            : new InceptionNetwork(weights, compiled);
        return new(
            InceptionNetwork.Side,
            where.Protocol.Pixels,
            Run,
            [new("weights", Path.GetFileName(weights.Path)), new("weights_sha256", weights.Sha256)])
        {
            Engine = compiled is null ? TorchRuntime.Version : $"onnxruntime {OnnxRuntime.Version}",
            Owned = compiled,
        };

        Activations Run(Tensor images)
        {
            var features = network.Features(images);
            return new(features, network.UnbiasedLogits(features));
        }
    }
}
