using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// CLIP ViT-L/14 at 336 pixels, the network of CMMD: 768 features, the projected embedding of an image, not brought to
/// length 1 (<c>--rows unit</c> does that). The square in the middle is resized by Pillow's bicubic on bytes.
/// </summary>
/// <param name="File">Its file; empty: where it is looked for.</param>
/// <example><code>saddle metrics real/ fake/ --cmmd --rows unit --extractor clip-vit-l-14-336</code></example>
[Entry(
    "clip-vit-l-14-336",
    "CLIP ViT-L/14 at 336 pixels, the network of CMMD; its file is looked for",
    @"f(x) \in \mathbb{R}^{768}",
    "Radford et al. 2021 (arXiv:2103.00020); Jayasumana et al. 2024 (arXiv:2401.09603)")]
public sealed record ClipVit(
    [Parameter("its file, ONNX or TorchScript; empty: where 'weights list' says", IsPath = true)] string File = "")
    : PublishedNetwork(File)
{
    /// <inheritdoc/>
    public override int Side => 336;

    /// <inheritdoc/>
    public override int Width => 768;

    /// <inheritdoc/>
    public override PixelRange Pixels => PixelRange.Clip;

    /// <inheritdoc/>
    public override string Publisher => "openai/clip-vit-large-patch14-336";

    /// <inheritdoc/>
    public override string Licence => "MIT";

    /// <inheritdoc/>
    public override string Export => """
        name = "openai/clip-vit-large-patch14-336"
        net = transformers.CLIPVisionModelWithProjection.from_pretrained(name).eval()
        axes = {"input": {0: "n"}}
        torch.onnx.export(net, torch.zeros(2, 3, 336, 336), "clip-vit-l-14-336.onnx", input_names=["input"],
                          dynamic_axes=axes)
        """;

    /// <inheritdoc/>
    private protected override Preparation PreparedBy(string tool) =>
        ByTool(tool, new(Resize.PillowBicubic, Framing.CentreSquare), ("dgm-eval", new(Resize.PillowBicubic)));
}
