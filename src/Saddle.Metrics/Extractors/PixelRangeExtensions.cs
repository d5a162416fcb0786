using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>Brings pixels into a range.</summary>
public static class PixelRangeExtensions
{
    private static readonly float[] Means = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviations = [0.229f, 0.224f, 0.225f];

    /// <summary>Brings pixels into a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="pixels">[n, 3, height, width], from 0 to 255.</param>
    public static Tensor Apply(this PixelRange range, Tensor pixels) => range switch
    {
        PixelRange.Bytes => pixels,
        PixelRange.Unit => pixels / 255.0,
        PixelRange.Signed => (2 * (pixels / 255.0)) - 1,
        PixelRange.Shifted => (pixels - 128.0) / 128.0,
        _ => ((pixels / 255.0) - Channels(Means, pixels.Device)) / Channels(Deviations, pixels.Device),
    };

    private static Tensor Channels(float[] values, string device) => Tensor.From<float>(values, [1, 3, 1, 1], device);
}
