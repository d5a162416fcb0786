using System.Globalization;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>A look at samples: images side by side, points as a scatter over the data, or lines of text.</summary>
public static class SampleSheet
{
    private const int Side = 480;
    private const int RealPoints = 2048;

    /// <summary>Writes a sheet named after the step: a PNG, or a text.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="step">The number of updates made.</param>
    /// <param name="samples">[n, item...].</param>
    /// <param name="items">The data.</param>
    /// <returns>The file.</returns>
    public static string Write(string folder, long step, Tensor samples, IItems items)
    {
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D9}"));
        return Write(name, samples, items);
    }

    /// <summary>Writes a sheet: a PNG, or a text.</summary>
    /// <param name="name">The file without its extension.</param>
    /// <param name="samples">[n, item...].</param>
    /// <param name="items">The data.</param>
    /// <returns>The file.</returns>
    public static string Write(string name, Tensor samples, IItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items is IText text)
        {
            AtomicFile.Write($"{name}.txt", string.Join('\n', Lines(samples, text.Vocabulary)) + "\n");
            return $"{name}.txt";
        }

        var numbers = samples.ToDoubles();
        var sheet = ArePictures(items)
            ? Grid(Pictures(numbers, items))
            : Of(numbers, items.Shape, Some(items), RangeOf(items));
        AtomicFile.Write($"{name}.png", PngWriter.Write(sheet));
        return $"{name}.png";
    }

    /// <summary>Samples as images of 8 bits.</summary>
    /// <param name="samples">The samples, one after the other, behind the images that they were made of.</param>
    /// <param name="items">The data, images.</param>
    internal static List<Image> Pictures(double[] samples, IItems items)
    {
        var (channels, height, width) = (items.Shape[0], items.Shape[1], items.Shape[2]);
        var whole = items is IConditioned { ConditionShape: var given } ? channels + given[0] : channels;
        var (size, range) = (whole * height * width, RangeOf(items));
        return
        [
            .. Enumerable.Range(0, samples.Length / size).Select(k => items is IConditioned pairs
                ? pairs.Picture(samples.AsSpan(k * size, size), height, width)
                : Picture(samples.AsSpan(k * size, size), channels, height, width, range)),
        ];
    }

    /// <summary>A sheet: images side by side, or points as a scatter.</summary>
    /// <param name="samples">The samples, one after the other.</param>
    /// <param name="shape">The lengths of a sample: [1 or 3, height, width] of an image, else of a point.</param>
    /// <param name="real">Real points, one after the other; none of images.</param>
    /// <param name="range">The numbers that are black and white in an image.</param>
    public static Image Of(
        double[] samples, IReadOnlyList<int> shape, double[] real, (double Low, double High) range)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return shape is [(1 or 3) and var channels, var height, var width]
            ? Grid([.. Enumerable.Range(0, samples.Length / (channels * height * width)).Select(k => Picture(
                samples.AsSpan(k * channels * height * width, channels * height * width),
                channels,
                height,
                width,
                range))])
            : Scatter(samples, real, shape.Aggregate(1, (product, length) => product * length));
    }

    /// <summary>The numbers that are black and white in images.</summary>
    /// <param name="items">The images.</param>
    internal static (double Low, double High) RangeOf(IItems items) => items is ArrayItems held ? held.Range : (-1, 1);

    /// <summary>Generated texts.</summary>
    /// <param name="samples">[n, length, vocabulary]: the weight of each character.</param>
    /// <param name="vocabulary">The characters.</param>
    public static IEnumerable<string> Lines(Tensor samples, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var length = (int)samples.Shape[1];
        return samples.ArgMax(2)
            .ToArray<long>()
            .Chunk(length)
            .Select(tokens => vocabulary.Text([.. tokens.Select(t => (int)t)]));
    }

    /// <summary>One image of 8 bits.</summary>
    /// <param name="values">Channels first; what lies outside the range is cut off.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="range">The numbers that are black and white.</param>
    public static Image Picture(
        ReadOnlySpan<double> values, int channels, int height, int width, (double Low, double High) range)
    {
        var pixels = new byte[channels * height * width];
        var scale = 255 / (range.High - range.Low);
        for (var c = 0; c < channels; c++)
        {
            for (var i = 0; i < height * width; i++)
            {
                pixels[(i * channels) + c] = (byte)Math.Clamp(
                    Math.Round((values[(c * height * width) + i] - range.Low) * scale), 0, 255);
            }
        }

        return new(width, height, channels, pixels, "sample");
    }

    /// <summary>The number of images in a row of a sheet.</summary>
    /// <param name="count">How many images there are.</param>
    internal static int ColumnsOf(int count) => (int)Math.Ceiling(Math.Sqrt(count));

    private static bool ArePictures(IItems items) => items is IConditioned || items.Shape is [1 or 3, _, _];

    /// <summary>Images of one size side by side, row by row.</summary>
    /// <param name="pictures">The images, at least one.</param>
    /// <param name="inRow">How many in a row; null for as many as there are rows.</param>
    internal static Image Grid(IReadOnlyList<Image> pictures, int? inRow = null)
    {
        var (width, height, channels, _, _) = pictures[0];
        var columns = inRow ?? ColumnsOf(pictures.Count);
        var rows = (pictures.Count + columns - 1) / columns;
        var sheet = new byte[rows * height * columns * width * channels];
        for (var k = 0; k < pictures.Count; k++)
        {
            var picture = pictures[k].Pixels;
            for (var y = 0; y < height; y++)
            {
                var target = ((((k / columns) * height) + y) * columns * width) + ((k % columns) * width);
                picture.AsSpan(y * width * channels, width * channels).CopyTo(sheet.AsSpan(target * channels));
            }
        }

        return new(columns * width, rows * height, channels, sheet, "samples");
    }

    private static double[] Some(IItems items)
    {
        var length = items.Shape.Aggregate(1, (product, n) => product * n);
        var real = new double[(int)Math.Min(items.Count ?? RealPoints, RealPoints) * length];
        Span<float> item = new float[length];
        for (var i = 0; i < real.Length / length; i++)
        {
            items.Read(i, item);
            for (var d = 0; d < length; d++)
            {
                real[(i * length) + d] = item[d];
            }
        }

        return real;
    }

    // Real points in grey, generated ones in orange over them, on white; the frame is that of the real ones and a
    // margin.
    private static Image Scatter(double[] generated, double[] real, int dimension)
    {
        var sheet = new byte[Side * Side * 3];
        sheet.AsSpan().Fill(255);
        var frame = (real.Length > 0 ? real : generated).Select(Math.Abs).Max() * 1.25;
        Dots(sheet, real, dimension, frame, [190, 190, 190]);
        Dots(sheet, generated, dimension, frame, [217, 95, 2]);
        return new(Side, Side, 3, sheet, "samples");
    }

    private static void Dots(byte[] sheet, double[] points, int dimension, double frame, ReadOnlySpan<byte> colour)
    {
        for (var i = 0; i < points.Length; i += dimension)
        {
            var y = dimension > 1 ? points[i + 1] : 0;
            var (column, row) = (Pixel(points[i], frame), Side - 1 - Pixel(y, frame));
            for (var k = 0; k < 4; k++)
            {
                var (c, r) = (column + (k % 2), row + (k / 2));
                if (c >= 0 && c < Side && r >= 0 && r < Side)
                {
                    colour.CopyTo(sheet.AsSpan(((r * Side) + c) * 3));
                }
            }
        }
    }

    private static int Pixel(double value, double frame) =>
        double.IsFinite(value) ? (int)Math.Clamp((value / frame + 1) / 2 * Side, -10, Side + 10) : -10;
}
