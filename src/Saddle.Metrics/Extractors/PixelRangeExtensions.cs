using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>Brings pixels into a range.</summary>
public static class PixelRangeExtensions
{
    private static readonly float[] ImagenetMeans = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImagenetDeviations = [0.229f, 0.224f, 0.225f];
    private static readonly float[] ClipMeans = [0.48145466f, 0.4578275f, 0.40821073f];
    private static readonly float[] ClipDeviations = [0.26862954f, 0.26130258f, 0.27577711f];
    private static readonly float[] CaffeMeans = [103.939f, 116.779f, 123.68f];

    /// <summary>Brings pixels into a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="pixels">[n, 3, height, width], from 0 to 255.</param>
    public static Tensor Apply(this PixelRange range, Tensor pixels) => range switch
    {
        PixelRange.Bytes => pixels,
        PixelRange.Unit => pixels / 255.0,
        PixelRange.Signed => (2 * (pixels / 255.0)) - 1,
        PixelRange.Shifted => (pixels - 128.0) / 128.0,
        PixelRange.Imagenet => Normalised(pixels, ImagenetMeans, ImagenetDeviations),
        PixelRange.Clip => Normalised(pixels, ClipMeans, ClipDeviations),
        _ => Reversed(pixels) - Channels(CaffeMeans, pixels.Device),
    };

    private static Tensor Normalised(Tensor pixels, float[] means, float[] deviations) =>
        ((pixels / 255.0) - Channels(means, pixels.Device)) / Channels(deviations, pixels.Device);

    private static Tensor Reversed(Tensor pixels) =>
        pixels.IndexSelect(1, Tensor.From<long>([2, 1, 0], [3], pixels.Device));

    private static Tensor Channels(float[] values, string device) => Tensor.From<float>(values, [1, 3, 1, 1], device);
}
