using Saddle.Catalog;

namespace Saddle.Metrics.Extractors;

/// <summary>The mean of each channel: three features, which see colour and nothing else.</summary>
/// <param name="Size">The rows and columns that images are brought to.</param>
[Entry(
    "channel-means",
    "the mean of each colour channel",
    @"\phi_c = \tfrac{1}{s^2} \sum_{ij} x_{cij}",
    "made up for this guide")]
public sealed record ChannelMeans(
    [Parameter("the rows and columns that images are brought to", Min = 1, Max = 512)] int Size = 32) : Extractor
{
    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where) =>
        new(Size, PixelRange.Unit, images => new(images.Mean([2, 3])), []);
}
