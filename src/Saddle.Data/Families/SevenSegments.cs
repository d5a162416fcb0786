namespace Saddle.Data.Families;

/// <summary>The digits 0 to 9 as seven segments, drawn as round strokes with soft ends.</summary>
public static class SevenSegments
{
    // The design is of 28 x 28 pixels, as MNIST's images are.
    private const double Design = 28;
    private const double Left = 9.5;
    private const double Right = 18.5;
    private const double Top = 5.5;
    private const double Middle = 14;
    private const double Bottom = 22.5;
    private const double HalfWidth = 1.6;

    // The usual letters of the segments: a at the top, then clockwise to f, g in the middle.
    private static readonly string[] Segments =
    [
        "abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg",
    ];

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="side">The image's rows and columns.</param>
    /// <param name="right">By how many pixels it is moved to the right.</param>
    /// <param name="down">By how many pixels it is moved down.</param>
    /// <returns>How much of each pixel is covered, 0 to 1, row by row from the top.</returns>
    public static double[] Draw(int digit, int side, double right = 0, double down = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var scale = side / Design;
        var coverage = new double[side * side];
        for (var i = 0; i < coverage.Length; i++)
        {
            // Pixels near a stroke's edge are grey.
            var nearest = Segments[digit]
                .Min(s => Distance(((i % side) - right) / scale, ((i / side) - down) / scale, Ends(s)));
            coverage[i] = Math.Clamp((scale * (HalfWidth - nearest)) + 0.5, 0, 1);
        }

        return coverage;
    }

    private static (double X1, double Y1, double X2, double Y2) Ends(char segment) => segment switch
    {
        'a' => (Left, Top, Right, Top),
        'b' => (Right, Top, Right, Middle),
        'c' => (Right, Middle, Right, Bottom),
        'd' => (Left, Bottom, Right, Bottom),
        'e' => (Left, Middle, Left, Bottom),
        'f' => (Left, Top, Left, Middle),
        _ => (Left, Middle, Right, Middle),
    };

    private static double Distance(double x, double y, (double X1, double Y1, double X2, double Y2) stroke)
    {
        var (dx, dy) = (stroke.X2 - stroke.X1, stroke.Y2 - stroke.Y1);
        var along = Math.Clamp((((x - stroke.X1) * dx) + ((y - stroke.Y1) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        var (ex, ey) = (x - stroke.X1 - (along * dx), y - stroke.Y1 - (along * dy));
        return Math.Sqrt((ex * ex) + (ey * ey));
    }
}
