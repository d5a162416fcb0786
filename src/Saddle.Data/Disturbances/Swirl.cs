using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>
/// The image swirled about a random point, one way or the other: at distance rho from it each pixel is fetched from an
/// angle of <c>strength exp(-rho / (radius ln 2 / 5))</c> on. Three pixels at the edges stay as they were.
/// </summary>
/// <param name="Level">The strength, in radians at the centre.</param>
/// <param name="Radius">
/// Where the swirl is down to a thousandth, in pixels; published: 70 for 64 x 64 pixels, 25 for 32 x 32.
/// </param>
/// <remarks>
/// Heusel et al. 2017 (arXiv:1706.08500), section 3; the map is that of scikit-image's <c>transform.swirl</c>, fetched
/// bilinearly, the image mirrored beyond its edges.
/// </remarks>
[Entry(
    "swirl",
    "the image swirled about a random point",
    @"\varphi' = \varphi \pm s\, e^{-5\rho / (r \ln 2)}",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record Swirl(
    [Parameter("the strength, in radians at the centre", Min = 0, Max = 100)] double Level = 1,
    [Parameter("how far the swirl reaches, in pixels", Min = 1e-3, Max = 1e5)] double Radius = 25) : Disturbance
{
    private const int Border = 3;

    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 1, 2, 4];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 4.8, 15.4, 139];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var strength = random.Uniform() < 0.5 ? Level : -Level;
        return Level == 0
            ? image
            : About(image, random.Uniform(0, image.Width - 1), random.Uniform(0, image.Height - 1), strength);
    }

    /// <summary>The image swirled about a given point.</summary>
    /// <param name="image">The image.</param>
    /// <param name="x">The point's column.</param>
    /// <param name="y">The point's row.</param>
    /// <param name="strength">The strength, with its sign.</param>
    public Image About(Image image, double x, double y, double strength)
    {
        ArgumentNullException.ThrowIfNull(image);
        var reach = Radius * Math.Log(2) / 5;
        var pixels = image.Pixels.ToArray();
        for (var row = Border; row < image.Height - Border; row++)
        {
            for (var column = Border; column < image.Width - Border; column++)
            {
                var (dx, dy) = (column - x, row - y);
                var distance = Math.Sqrt((dx * dx) + (dy * dy));
                var (sin, cos) = Math.SinCos(Math.Atan2(dy, dx) + (strength * Math.Exp(-distance / reach)));
                Fetch(
                    image,
                    x + (distance * cos),
                    y + (distance * sin),
                    pixels.AsSpan(((row * image.Width) + column) * image.Channels, image.Channels));
            }
        }

        return image with { Pixels = pixels };
    }

    private static void Fetch(Image image, double x, double y, Span<byte> pixel)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, below) = (x - left, y - top);
        for (var channel = 0; channel < pixel.Length; channel++)
        {
            var upper = ((1 - right) * Value(image, left, top, channel))
                + (right * Value(image, left + 1, top, channel));
            var lower = ((1 - right) * Value(image, left, top + 1, channel))
                + (right * Value(image, left + 1, top + 1, channel));
            pixel[channel] = (byte)Math.Round(((1 - below) * upper) + (below * lower));
        }
    }

    private static double Value(Image image, int x, int y, int channel) =>
        image.Pixels[(PlaceOf(image, x, y) * image.Channels) + channel];

    private static int PlaceOf(Image image, int x, int y) =>
        (Mirrored(y, image.Height) * image.Width) + Mirrored(x, image.Width);

    // d c b | a b c d | c b a
    private static int Mirrored(int index, int length)
    {
        var period = Math.Max(1, 2 * (length - 1));
        var place = ((index % period) + period) % period;
        return Math.Min(place, period - place);
    }
}
