namespace Saddle.Papers.Becker2023;

/// <summary>
/// Ten images of 28 x 28 that stand for handwritten digits where there are none: seven-segment digits, drawn as round strokes
/// with soft ends. Each is a point of 784 coordinates from 0 to 1.
/// </summary>
internal static class Digits
{
    /// <summary>The images' side.</summary>
    public const int Side = 28;

    private const double Left = 9.5;
    private const double Right = 18.5;
    private const double Top = 5.5;
    private const double Middle = 14;
    private const double Bottom = 22.5;
    private const double HalfWidth = 1.6;

    // The usual letters of the segments: a at the top, then clockwise to f, g in the middle.
    private static readonly string[] Segments = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"];

    /// <summary>The ten images, 0 to 9.</summary>
    public static double[][] All() => [.. Segments.Select(Draw)];

    private static double[] Draw(string segments) =>
        [.. Enumerable.Range(0, Side * Side).Select(i =>
        {
            // Pixels near a stroke's edge are grey.
            var nearest = segments.Min(s => Distance(i % Side, i / Side, Ends(s)));
            return Math.Clamp(HalfWidth + 0.5 - nearest, 0, 1);
        })];

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
