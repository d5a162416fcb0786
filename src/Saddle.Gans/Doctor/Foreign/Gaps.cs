using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>
/// Tells what has diverged from what was not logged: programs write NaN for both. What is not finite to the end, for
/// longer than any gap before, has diverged; all else is missing.
/// </summary>
internal static class Gaps
{
    /// <summary>A curve without its gaps.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The curve, and how many entries were left out.</returns>
    public static (Curve Curve, int Missing) Closed(Curve curve)
    {
        var points = curve.Points;
        var tail = points.Count - 1;
        while (tail >= 0 && !double.IsFinite(points[tail].Value))
        {
            tail--;
        }

        var (longest, length) = (0, 0);
        for (var i = 0; i <= tail; i++)
        {
            length = double.IsFinite(points[i].Value) ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        var diverged = points.Count - 1 - tail > longest;
        List<LogPoint> kept =
            [.. points.Where((p, i) => double.IsFinite(p.Value) || (diverged && i > tail))];
        return (curve with { Points = kept }, points.Count - kept.Count);
    }
}
