namespace Saddle.Data.Colours;

/// <summary>
/// From sRGB to CIELAB and back. Two whites are in use: scikit-image's, under which greys have an A and a B of up to
/// 0.005, and the sums of the matrix's rows, under which they have none.
/// </summary>
/// <remarks>
/// sRGB's curve (IEC 61966-2-1) with the matrix of scikit-image and most others. Back goes the inverse of the very
/// matrix that goes forward, found once in double precision. The curve of lightness is a cube root with a straight
/// piece near black; scikit-image writes that piece with rounded constants (0.008856 and 7.787 where it is (6/29)^3 and
/// 841/108), which moves the darkest colours by up to 2e-4, and is kept where its figures are to come out.
/// </remarks>
public sealed class LabSpace
{
    private static readonly double[] Matrix =
    [
        0.412453, 0.357580, 0.180423,
        0.212671, 0.715160, 0.072169,
        0.019334, 0.119193, 0.950227,
    ];

    private static readonly double[] Inverse = Inverted(Matrix);

    // of every byte: the power is most of the work of an image
    private static readonly double[] LinearBytes = [.. Enumerable.Range(0, 256).Select(i => Linear(i / 255.0))];

    private readonly double[] _white;
    private readonly double _limit;
    private readonly double _slope;

    private LabSpace(double[] white, double limit, double slope) => (_white, _limit, _slope) = (white, limit, slope);

    /// <summary>The white (0.95047, 1, 1.08883) of illuminant D65, and scikit-image's rounded constants.</summary>
    public static LabSpace ScikitImage { get; } = new([0.95047, 1, 1.08883], 0.008856, 7.787);

    /// <summary>
    /// The white (0.950456, 1, 1.088754) that the matrix makes of white pixels: a grey has A and B of exactly 0.
    /// </summary>
    public static LabSpace RowSums { get; } = new(
        [RowSum(0), RowSum(1), RowSum(2)], Math.Pow(6.0 / 29, 3), 1 / (3 * Math.Pow(6.0 / 29, 2)));

    /// <summary>A colour of sRGB in CIELAB.</summary>
    /// <param name="red">0 to 1, as all three.</param>
    /// <param name="green">See red.</param>
    /// <param name="blue">See red.</param>
    /// <example><code>LabSpace.ScikitImage.FromRgb(1, 0, 0) // L 53.241, A 80.092, B 67.203</code></example>
    public LabColour FromRgb(double red, double green, double blue) =>
        FromLinear(Linear(red), Linear(green), Linear(blue));

    /// <summary>A colour in sRGB: not clipped to [0, 1], so that what lies out of its gamut can be counted.</summary>
    /// <param name="colour">The colour.</param>
    /// <returns>Red, green and blue; below 0 or above 1 where sRGB has no such colour.</returns>
    public (double Red, double Green, double Blue) ToRgb(LabColour colour)
    {
        var y = (colour.L + 16) / 116;
        double[] light =
        [
            Power((colour.A / 500) + y) * _white[0], Power(y) * _white[1], Power(y - (colour.B / 200)) * _white[2],
        ];
        return (Channel(0), Channel(1), Channel(2));

        double Channel(int row) => Curve(
            (Inverse[3 * row] * light[0]) + (Inverse[(3 * row) + 1] * light[1]) + (Inverse[(3 * row) + 2] * light[2]));
    }

    /// <summary>A colour as three bytes of sRGB, rounded after clipping.</summary>
    /// <param name="colour">The colour.</param>
    /// <returns>The bytes, and whether something was clipped by more than half of one.</returns>
    public (byte Red, byte Green, byte Blue, bool Clipped) ToBytes(LabColour colour)
    {
        const double Half = 0.5 / 255;
        var (r, g, b) = ToRgb(colour);
        var clipped = Math.Min(r, Math.Min(g, b)) < -Half || Math.Max(r, Math.Max(g, b)) > 1 + Half;
        return (Byte(r), Byte(g), Byte(b), clipped);

        static byte Byte(double value) => (byte)Math.Clamp(Math.Round(255 * value), 0, 255);
    }

    /// <summary>An image's colours, row by row from the top; a grey image's are grey.</summary>
    /// <param name="image">The image.</param>
    public LabColour[] Of(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = image.ToRgb().Pixels;
        var colours = new LabColour[pixels.Length / 3];
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i] = FromLinear(
                LinearBytes[pixels[3 * i]], LinearBytes[pixels[(3 * i) + 1]], LinearBytes[pixels[(3 * i) + 2]]);
        }

        return colours;
    }

    private LabColour FromLinear(double r, double g, double b)
    {
        var grey = r == g && g == b;
        var y = Root(Light(1, r, g, b));

        // of a grey all three are the same number times the white: rounding must not part them
        var (x, z) = grey && ReferenceEquals(this, RowSums)
            ? (y, y)
            : (Root(Light(0, r, g, b)), Root(Light(2, r, g, b)));
        return new((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double RowSum(int row) => Matrix[3 * row] + Matrix[(3 * row) + 1] + Matrix[(3 * row) + 2];

    private static double Linear(double c) => c > 0.04045 ? Math.Pow((c + 0.055) / 1.055, 2.4) : c / 12.92;

    private static double Curve(double t) => t > 0.0031308 ? (1.055 * Math.Pow(t, 1 / 2.4)) - 0.055 : 12.92 * t;

    private static double[] Inverted(double[] m)
    {
        var inverse = new double[9];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                // the cofactor of entry (j, i), by cyclic rows and columns: its sign is already in it
                var (r, s, c, d) = ((j + 1) % 3, (j + 2) % 3, (i + 1) % 3, (i + 2) % 3);
                inverse[(3 * i) + j] = (m[(3 * r) + c] * m[(3 * s) + d]) - (m[(3 * r) + d] * m[(3 * s) + c]);
            }
        }

        var determinant = (m[0] * inverse[0]) + (m[1] * inverse[3]) + (m[2] * inverse[6]);
        return [.. inverse.Select(entry => entry / determinant)];
    }

    private double Light(int row, double r, double g, double b) =>
        ((Matrix[3 * row] * r) + (Matrix[(3 * row) + 1] * g) + (Matrix[(3 * row) + 2] * b)) / _white[row];

    private double Root(double t) => t > _limit ? Math.Cbrt(t) : (_slope * t) + (4.0 / 29);

    // Where the straight piece begins by its own value, so that each value has one way back.
    private double Power(double root) => root > (_slope * _limit) + (4.0 / 29)
        ? root * root * root
        : (root - (4.0 / 29)) / _slope;
}
