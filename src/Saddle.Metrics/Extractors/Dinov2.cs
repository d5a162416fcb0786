using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// DINOv2 ViT-L/14, the network of FD-DINOv2: 1,024 features, the class token after the last norm. dgm-eval and fld
/// resize by Pillow's bicubic on bytes, torch-fidelity by TensorFlow 1's bilinear.
/// </summary>
/// <param name="File">Its file; empty: where it is looked for.</param>
/// <example><code>saddle fid real/ fake/ --extractor dinov2-vit-l-14 --protocol dgm-eval</code></example>
[Entry(
    "dinov2-vit-l-14",
    "DINOv2 ViT-L/14, the network of FD-DINOv2; its file is looked for",
    @"f(x) \in \mathbb{R}^{1024}",
    "Oquab et al. 2023 (arXiv:2304.07193); Stein et al. 2023 (arXiv:2306.04675)")]
public sealed record Dinov2(
    [Parameter("its file, ONNX or TorchScript; empty: where 'weights list' says", IsPath = true)] string File = "")
    : PublishedNetwork(File)
{
    /// <inheritdoc/>
    public override int Side => 224;

    /// <inheritdoc/>
    public override int Width => 1024;

    /// <inheritdoc/>
    public override PixelRange Pixels => PixelRange.Imagenet;

    /// <inheritdoc/>
    public override string Publisher => "facebookresearch/dinov2 (dinov2_vitl14)";

    /// <inheritdoc/>
    public override string Licence => "Apache 2.0";

    /// <inheritdoc/>
    public override string Export => """
        net = torch.hub.load("facebookresearch/dinov2", "dinov2_vitl14").eval()
        axes = {"input": {0: "n"}}
        torch.onnx.export(net, torch.zeros(2, 3, 224, 224), "dinov2-vit-l-14.onnx", input_names=["input"],
                          dynamic_axes=axes)
        """;

    /// <inheritdoc/>
    private protected override Preparation PreparedBy(string tool) => ByTool(
        tool, new(Resize.PillowBicubic), ("torch-fidelity", new(Resize.LegacyTensorflow)));
}
