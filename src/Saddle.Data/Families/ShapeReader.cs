namespace Saddle.Data.Families;

/// <summary>
/// Reads a drawn shape's factors off its image, by least squares and without training: exact on real images, so that
/// what a generator made can be held to what it was asked for. What is no such shape is rejected.
/// </summary>
/// <remarks>
/// How much of a pixel is covered is its largest channel, over that of the brightest pixel where the image is grey; on
/// a ground that is not black, how far it is from the ground's value, the middle one of the border's pixels. The centre
/// is that of the cover; for each shape the radius follows from the area, and of the angles the best of 16 is taken and
/// made finer. The shape is the one whose cover differs least in squares; that difference over the area is the
/// residual. The hue is that of the mean colour.
/// </remarks>
public static class ShapeReader
{
    /// <summary>The residual above which an image shows no such shape; real images stay below a half of it.</summary>
    public const double Reject = 0.1;

    private const int Angles = 16;
    private const int Finer = 3;
    private const double LeastArea = 0.01; // of the image: below the smallest shape's
    private const double MostGround = 200; // of 255: above every drawn one's

    /// <summary>The factors of the shape that an image shows; null where it shows none.</summary>
    /// <param name="image">A square image, of one grey where nothing is.</param>
    /// <param name="ground">What lies around the shape.</param>
    /// <example><code>ShapeReader.Read(image) is { } shape ? ShapeCaption.Of(shape).Sentences : []</code></example>
    public static ShapeFactors? Read(Image image, ShapeGround ground = ShapeGround.Black) =>
        Best(image, ground) is { Residual: <= Reject } best ? best.Factors : null;

    /// <summary>
    /// The shape that an image is nearest to, and the residual; none where hardly anything is covered.
    /// </summary>
    /// <param name="image">A square image, of one grey where nothing is.</param>
    /// <param name="ground">What lies around the shape.</param>
    public static (ShapeFactors Factors, double Residual)? Best(Image image, ShapeGround ground = ShapeGround.Black)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Width, image.Height, nameof(image));
        var (cover, size) = (Cover(image, ground == ShapeGround.Black ? 0 : Around(image)), image.Width);
        var area = cover.Sum();
        if (area < LeastArea * size * size)
        {
            return null;
        }

        var (x, y) = (0.0, 0.0);
        for (var i = 0; i < cover.Length; i++)
        {
            x += cover[i] * ((i % size) + 0.5);
            y += cover[i] * ((i / size) + 0.5);
        }

        var middle = new ShapeFactors(0, 0, x / area / size, y / area / size, 0, Hue(image));
        return Enumerable.Range(0, ShapeCaption.Shapes.Count)
            .Select(shape => Turned(
                middle with { Shape = shape, Radius = ShapeOutline.Radius(shape, area) / size }, cover, size, area))
            .MinBy(reading => reading.Residual);
    }

    // The best of evenly spaced angles, then of finer ones around it.
    private static (ShapeFactors Factors, double Residual) Turned(
        ShapeFactors shape, double[] cover, int size, double area)
    {
        var turn = ShapeOutline.Turn(shape.Shape);
        var steps = shape.Shape == 0 ? 1 : Angles;
        var (best, width) = (shape, turn / steps);
        var least = double.PositiveInfinity;
        for (var level = 0; level <= (shape.Shape == 0 ? 0 : Finer); level++)
        {
            var (around, from) = (best.Angle, level == 0 ? 0 : -1);
            for (var k = from; k < (level == 0 ? steps : 2); k++)
            {
                var tried = shape with { Angle = (around + (k * width) + turn) % turn };
                var residual = Residual(tried, cover, size) / area;
                (best, least) = residual < least ? (tried, residual) : (best, least);
            }

            width /= 2;
        }

        return (best, least);
    }

    private static double Residual(ShapeFactors shape, double[] cover, int size)
    {
        var (rotation, sum) = (Math.SinCos(shape.Angle), 0.0);
        for (var i = 0; i < cover.Length; i++)
        {
            var gap = cover[i] - ShapeOutline.Share(shape, size, rotation, (i % size) + 0.5, (i / size) + 0.5);
            sum += gap * gap;
        }

        return sum;
    }

    // A pixel's largest channel is the ground's value where nothing is, and full where all is.
    private static double[] Cover(Image image, double ground)
    {
        var cover = new double[image.Width * image.Height];
        for (var i = 0; i < cover.Length; i++)
        {
            for (var channel = 0; channel < image.Channels; channel++)
            {
                cover[i] = Math.Max(cover[i], image.Pixels[(i * image.Channels) + channel]);
            }
        }

        var full = image.Channels == 1 ? Math.Max(1, cover.Max()) : 255;
        return [.. cover.Select(c => Math.Max(0, (c - ground) / (full - ground)))];
    }

    // The ground's value: no shape covers half of the border.
    private static double Around(Image image)
    {
        var (side, channels) = (image.Width, image.Channels);
        var border = Enumerable.Range(0, side * side)
            .Where(i => i / side == 0 || i / side == side - 1 || i % side == 0 || i % side == side - 1)
            .Select(i => image.Pixels.AsSpan(i * channels, channels).ToArray().Average(p => p))
            .Order()
            .ToList();
        return Math.Min(border[border.Count / 2], MostGround);
    }

    // From 0 to 1, red at 0; of a grey image the brightness.
    private static double Hue(Image image)
    {
        if (image.Channels == 1)
        {
            return image.Pixels.Max() / 255.0;
        }

        var sums = new double[3];
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            sums[i % 3] += image.Pixels[i];
        }

        var (r, g, b) = (sums[0], sums[1], sums[2]);
        var (most, range) = (sums.Max(), sums.Max() - sums.Min());
        var sixths = range == 0 ? 0
            : most == r ? (g - b) / range
            : most == g ? 2 + ((b - r) / range)
            : 4 + ((r - g) / range);
        return ((sixths / 6) + 1) % 1;
    }
}
