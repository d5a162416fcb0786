using Saddle.Catalog;
using Saddle.Metrics.Extractors.Inception;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// FID-InceptionV3, the network of FID, KID and Inception score: 2,048 features and 1,008 logits without their biases.
/// </summary>
/// <param name="Weights">
/// The file of its weights: .pth in both containers of PyTorch, TorchScript (its tensors; nothing in it runs) or
/// safetensors, with torchvision's names; or the whole network as a model in ONNX; empty for the published ones.
/// </param>
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
    string Weights = "") : Extractor
{
    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (Weights.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            return new OnnxFile(Weights, InceptionNetwork.Side).Open(where) with { Pixels = where.Protocol.Pixels };
        }

        var weights = Extractors.Weights.Read(Weights.Length > 0 ? Weights : StandardWeights.Find(where.Data));
        var network = new InceptionNetwork(weights.To(where.Device));
        return new(
            InceptionNetwork.Side,
            where.Protocol.Pixels,
            Run,
            [new("weights", Path.GetFileName(weights.Path)), new("weights_sha256", weights.Sha256)]);

        Activations Run(Torch.Tensor images)
        {
            var features = network.Features(images);
            return new(features, network.UnbiasedLogits(features));
        }
    }
}
