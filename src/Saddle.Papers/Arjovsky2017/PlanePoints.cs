using Saddle.Metrics;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Points in the plane, and how far laws are apart.</summary>
internal static class PlanePoints
{
    /// <summary>
    /// The Wasserstein distance of two laws that are the same number of points each, by optimal assignment.
    /// </summary>
    /// <param name="a">The points of the one.</param>
    /// <param name="b">The points of the other.</param>
    public static double Wasserstein(
        IReadOnlyList<(double X, double Y)> a,
        IReadOnlyList<(double X, double Y)> b) =>
        Wasserstein(a.Count, (i, j) => Norm(a[i].X - b[j].X, a[i].Y - b[j].Y));

    /// <summary>The same of points anywhere, whose distances are known.</summary>
    /// <param name="count">The number of points of each law.</param>
    /// <param name="distance">How far a point of the one is from a point of the other.</param>
    public static double Wasserstein(int count, Func<int, int, double> distance)
    {
        var cost = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                cost[i, j] = distance(i, j);
            }
        }

        return Transport.Assignment(cost) / count;
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
