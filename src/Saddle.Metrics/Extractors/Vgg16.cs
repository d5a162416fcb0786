using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// VGG16, the network of improved precision and recall: 4,096 features of its second dense layer. Resized by
/// TensorFlow 1's bilinear, as torch-fidelity does.
/// </summary>
/// <param name="File">Its file; empty: where it is looked for.</param>
/// <example><code>saddle prdc real/ fake/ --extractor vgg16 --protocol torch-fidelity</code></example>
[Entry(
    "vgg16",
    "VGG16, the network of improved precision and recall; its file is looked for",
    @"f(x) \in \mathbb{R}^{4096}",
    "Simonyan, Zisserman 2014 (arXiv:1409.1556); Kynkaanniemi et al. 2019 (arXiv:1904.06991)")]
public sealed record Vgg16(
    [Parameter("its file, ONNX or TorchScript; empty: where 'weights list' says", IsPath = true)] string File = "")
    : PublishedNetwork(File)
{
    /// <inheritdoc/>
    public override int Side => 224;

    /// <inheritdoc/>
    public override int Width => 4096;

    /// <inheritdoc/>
    public override PixelRange Pixels => PixelRange.Imagenet;

    /// <inheritdoc/>
    public override string Publisher => "torchvision (VGG16_Weights.IMAGENET1K_V1)";

    /// <inheritdoc/>
    public override string Licence => "BSD 3-Clause";

    /// <inheritdoc/>
    public override string Export => """
        net = torchvision.models.vgg16(weights="IMAGENET1K_V1").eval(); net.classifier = net.classifier[:5]
        axes = {"input": {0: "n"}}
        torch.onnx.export(net, torch.zeros(2, 3, 224, 224), "vgg16.onnx", input_names=["input"],
                          dynamic_axes=axes)
        """;

    /// <inheritdoc/>
    private protected override Preparation PreparedBy(string tool) => new(Resize.LegacyTensorflow);
}
