using Saddle.Metrics;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Points in the plane.</summary>
internal static class PlanePoints
{
    /// <summary>
    /// The Wasserstein distance of two laws that are the same number of points each, by optimal assignment.
    /// </summary>
    /// <param name="a">The points of the one.</param>
    /// <param name="b">The points of the other.</param>
    public static double Wasserstein(
        IReadOnlyList<(double X, double Y)> a,
        IReadOnlyList<(double X, double Y)> b)
    {
        var cost = new double[a.Count, b.Count];
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count; j++)
            {
                cost[i, j] = Norm(a[i].X - b[j].X, a[i].Y - b[j].Y);
            }
        }

        return Transport.Assignment(cost) / a.Count;
    }

    /// <summary>A number of points evenly spaced on a circle around the origin.</summary>
    /// <param name="count">How many.</param>
    /// <param name="radius">The circle's radius.</param>
    public static (double X, double Y)[] OnCircle(int count, double radius) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => Math.SinCos(2 * Math.PI * i / count))
            .Select(p => (radius * p.Cos, radius * p.Sin)),
    ];

    /// <summary>The distance from the origin.</summary>
    public static double Norm(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
