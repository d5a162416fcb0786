using Saddle.Data.Families;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// Ten images of 28 x 28 that stand for handwritten digits where there are none: seven-segment digits, each a point of
/// 784 coordinates from 0 to 1.
/// </summary>
internal static class Digits
{
    /// <summary>The images' side.</summary>
    public const int Side = 28;

    /// <summary>The ten images, 0 to 9.</summary>
    public static double[][] All() => [.. Enumerable.Range(0, 10).Select(digit => SevenSegments.Draw(digit, Side))];
}
