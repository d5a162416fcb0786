using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Extractors.Perceptual;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// LPIPS: features whose squared distance is the learned perceptual image patch similarity of two images, version 0.1.
/// With the metric <c>pairwise-distance</c> it is the diversity that papers call LPIPS.
/// </summary>
/// <param name="Net">The network whose maps are compared.</param>
/// <param name="Size">
/// The rows and columns that images are brought to. The package takes images at their own size, and the figure depends
/// on it: compare at one size only. At 64 an image has 31,872 numbers by AlexNet and 499,712 by VGG16.
/// </param>
/// <param name="File">Its file; empty: where it is looked for.</param>
/// <example><code>saddle metrics real/ fake/ --pairwise-distance --extractor lpips</code></example>
[Entry(
    "lpips",
    "LPIPS: squared distances of its features are perceptual ones; its file is looked for",
    @"\sum_l \tfrac{1}{H_l W_l} \sum_{h,w} |\sqrt{w_l} (\hat a_l - \hat b_l)|^2",
    "Zhang, Isola, Efros, Shechtman, Wang 2018 (arXiv:1801.03924), equation 1")]
public sealed record Lpips(
    [Parameter("the network: alex or vgg")] Backbone Net = Backbone.Alex,
    [Parameter("the rows and columns that images are brought to", Min = 32, Max = 1024)] int Size = 64,
    [Parameter(
        "the state of lpips.LPIPS, .pth or safetensors; empty: where 'weights list' says", IsPath = true)]
    string File = "")
    : PublishedNetwork(File)
{
    /// <inheritdoc/>
    public override int Side => Size;

    /// <inheritdoc/>
    public override int Width => PerceptualNetwork.Width(Net, Size);

    /// <inheritdoc/>
    public override PixelRange Pixels => PixelRange.Signed;

    /// <inheritdoc/>
    public override string Publisher => "richzhang/PerceptualSimilarity (lpips 0.1 of PyPI)";

    /// <inheritdoc/>
    public override string Licence => "BSD 2-Clause; the networks beneath are torchvision's, BSD 3-Clause";

    /// <inheritdoc/>
    public override string Export => """
        for net in "alex", "vgg":
            torch.save(lpips.LPIPS(net=net).state_dict(), f"lpips-{net}.pth")
        """;

    /// <inheritdoc/>
    private protected override IEnumerable<string> FileNames =>
        ((string[])[".pth", ".safetensors"]).Select(end => $"{Name}-{Net.ToString().ToLowerInvariant()}{end}");

    /// <inheritdoc/>
    private protected override string Form => "the state of lpips.LPIPS, .pth or safetensors";

    /// <inheritdoc/>
    private protected override bool IsProgram(string file) => false;

    /// <inheritdoc/>
    private protected override FeatureNetwork OpenFile(string file, ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        var weights = Weights.Read(file);
        var network = new PerceptualNetwork(Net, weights.To(where.Device));
        return new(
            Side,
            Pixels,
            images => new Activations(network.Features(images)),
            [new("weights", Path.GetFileName(file)), new("weights_sha256", weights.Sha256)]);
    }

    /// <inheritdoc/>
    private protected override Preparation PreparedBy(string tool) => new(Resize.PillowBilinear);
}
