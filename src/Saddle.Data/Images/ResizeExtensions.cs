using System.Collections.Concurrent;

namespace Saddle.Data.Images;

/// <summary>Resizes images. All ways are linear and apply to rows and columns apart.</summary>
public static class ResizeExtensions
{
    private static readonly ConcurrentDictionary<(Resize Method, int From, int To), ResizeAxis> Axes = new();

    /// <summary>Resizes an image.</summary>
    /// <param name="method">How.</param>
    /// <param name="image">The image.</param>
    /// <param name="width">The columns of the result.</param>
    /// <param name="height">The rows of the result.</param>
    /// <param name="result">
    /// The result on the scale of the pixels, 0 to 255, channels first: channels x height x width numbers.
    /// </param>
    public static void Apply(this Resize method, Image image, int width, int height, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, image.Channels * width * height, nameof(result));
        var columns = Axis(method, image.Width, width);
        var rows = Axis(method, image.Height, height);
        var narrowed = new float[image.Height * width];
        for (var channel = 0; channel < image.Channels; channel++)
        {
            for (var y = 0; y < image.Height; y++)
            {
                columns.AlongRow(
                    image.Pixels.AsSpan(y * image.Width * image.Channels)[channel..],
                    image.Channels,
                    narrowed.AsSpan(y * width, width));
            }

            var plane = result.Slice(channel * width * height, width * height);
            rows.AcrossRows(narrowed, width, plane);
            if (method == Resize.Clean)
            {
                Clip(plane);
            }
        }
    }

    /// <summary>Resizes an image to one of 8 bits: each value is rounded to the nearest.</summary>
    /// <param name="method">How.</param>
    /// <param name="image">The image.</param>
    /// <param name="width">The columns of the result.</param>
    /// <param name="height">The rows of the result.</param>
    public static Image Apply(this Resize method, Image image, int width, int height)
    {
        var values = new float[image.Channels * width * height];
        method.Apply(image, width, height, values);
        var pixels = new byte[values.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)MathF.Round(values[(i % image.Channels * width * height) + (i / image.Channels)]);
        }

        return image with { Width = width, Height = height, Pixels = pixels };
    }

    private static void Clip(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = Math.Clamp(value, 0, 255);
        }
    }

    private static ResizeAxis Axis(Resize method, int from, int to) =>
        Axes.GetOrAdd((method, from, to), key => ResizeAxis.Create(key.Method, key.From, key.To));
}
