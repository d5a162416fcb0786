using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// SwAV's ResNet-50: 2,048 features, the means of its last maps. Resized by Pillow's bilinear on bytes; dgm-eval hands
/// it pictures that are not square whole, here the middle square is kept: figures are the same for square ones alone.
/// </summary>
/// <param name="File">Its file; empty: where it is looked for.</param>
/// <example><code>saddle fid real/ fake/ --extractor swav --protocol dgm-eval</code></example>
[Entry(
    "swav",
    "SwAV's ResNet-50, trained without labels; its file is looked for",
    @"f(x) \in \mathbb{R}^{2048}",
    "Caron et al. 2020 (arXiv:2006.09882); Morozov, Voynov, Babenko 2021 (ICLR)")]
public sealed record Swav(
    [Parameter("its file, ONNX or TorchScript; empty: where 'weights list' says", IsPath = true)] string File = "")
    : PublishedNetwork(File)
{
    /// <inheritdoc/>
    public override int Side => 224;

    /// <inheritdoc/>
    public override int Width => 2048;

    /// <inheritdoc/>
    public override PixelRange Pixels => PixelRange.Imagenet;

    /// <inheritdoc/>
    public override string Publisher => "facebookresearch/swav (resnet50)";

    /// <inheritdoc/>
    public override string Licence => "CC BY-NC 4.0";

    /// <inheritdoc/>
    public override string Export => """
        net = torch.hub.load("facebookresearch/swav:main", "resnet50"); net.fc = torch.nn.Identity(); net.eval()
        axes = {"input": {0: "n"}}
        torch.onnx.export(net, torch.zeros(2, 3, 224, 224), "swav.onnx", input_names=["input"],
                          dynamic_axes=axes)
        """;

    /// <inheritdoc/>
    private protected override Preparation PreparedBy(string tool) =>
        new(Resize.PillowBilinear, Framing.ShortSide);
}
