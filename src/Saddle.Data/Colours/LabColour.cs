namespace Saddle.Data.Colours;

/// <summary>A colour in CIELAB.</summary>
/// <param name="L">The lightness, 0 (black) to 100 (white).</param>
/// <param name="A">From green to red; of colours of sRGB -86.2 to 98.2.</param>
/// <param name="B">From blue to yellow; of colours of sRGB -107.9 to 94.5.</param>
public readonly record struct LabColour(double L, double A, double B)
{
    /// <summary>The distance from grey in the plane of A and B.</summary>
    public double Chroma => Math.Sqrt((A * A) + (B * B));

    /// <summary>The direction in the plane of A and B, in radians, -pi to pi.</summary>
    public double Hue => Math.Atan2(B, A);

    /// <summary>
    /// The difference of two colours as people see it, CIEDE2000 with the weights 1: about 1 is just noticeable.
    /// </summary>
    /// <param name="other">The other colour.</param>
    /// <remarks>
    /// Sharma, Wu, Dalal 2005, "The CIEDE2000 color-difference formula: implementation notes, supplementary test data,
    /// and mathematical observations", equations 2 to 22.
    /// </remarks>
    /// <example><code>new LabColour(50, 2.6772, -79.7751).DifferenceTo(new(50, 0, -82.7485)) // 2.0425</code></example>
    public double DifferenceTo(LabColour other)
    {
        const double Circle = 2 * Math.PI;
        var stretch = 1 + (0.5 * (1 - Saturating((Chroma + other.Chroma) / 2)));
        var (a1, a2) = (A * stretch, other.A * stretch);
        var (c1, c2) = (Math.Sqrt((a1 * a1) + (B * B)), Math.Sqrt((a2 * a2) + (other.B * other.B)));
        var (h1, h2) = (Turn(B, a1), Turn(other.B, a2));
        var grey = c1 * c2 == 0;

        var turn = grey ? 0 : h2 - h1;
        turn = turn > Math.PI ? turn - Circle : turn < -Math.PI ? turn + Circle : turn;
        var (dl, dc, dh) = (other.L - L, c2 - c1, 2 * Math.Sqrt(c1 * c2) * Math.Sin(turn / 2));

        var (l, c) = ((L + other.L) / 2, (c1 + c2) / 2);
        var h = grey ? h1 + h2
            : Math.Abs(h1 - h2) <= Math.PI ? (h1 + h2) / 2
            : h1 + h2 < Circle ? (h1 + h2 + Circle) / 2
            : (h1 + h2 - Circle) / 2;
        var t = 1 - (0.17 * Math.Cos(h - Radians(30))) + (0.24 * Math.Cos(2 * h))
            + (0.32 * Math.Cos((3 * h) + Radians(6))) - (0.2 * Math.Cos((4 * h) - Radians(63)));
        var middle = (l - 50) * (l - 50);
        var sl = 1 + (0.015 * middle / Math.Sqrt(20 + middle));
        var (sc, sh) = (1 + (0.045 * c), 1 + (0.015 * c * t));
        var blue = Radians(30) * Math.Exp(-Math.Pow((h - Radians(275)) / Radians(25), 2));
        var rotation = -2 * Saturating(c) * Math.Sin(2 * blue);
        return Math.Sqrt(
            Math.Pow(dl / sl, 2) + Math.Pow(dc / sc, 2) + Math.Pow(dh / sh, 2) + (rotation * (dc / sc) * (dh / sh)));
    }

    // The angle in [0, 2 pi).
    private static double Turn(double b, double a)
    {
        var angle = a == 0 && b == 0 ? 0 : Math.Atan2(b, a);
        return angle < 0 ? angle + (2 * Math.PI) : angle;
    }

    private static double Saturating(double chroma)
    {
        var power = Math.Pow(chroma, 7);
        return Math.Sqrt(power / (power + Math.Pow(25, 7)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
