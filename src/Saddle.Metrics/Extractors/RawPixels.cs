using Saddle.Catalog;

namespace Saddle.Metrics.Extractors;

/// <summary>The pixels themselves, three channels from -1 to 1: no network, no weights.</summary>
/// <param name="Size">The rows and columns that images are brought to.</param>
[Entry(
    "pixels",
    "the pixels themselves",
    @"x \in [-1, 1]^{3 s^2}",
    "no network")]
public sealed record RawPixels(
    [Parameter("the rows and columns that images are brought to", Min = 1, Max = 512)] int Size = 32) : Extractor
{
    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where) =>
        new(Size, PixelRange.Signed, images => new(images.Reshape(images.Shape[0], -1)), []);
}
