namespace Saddle.Papers.Arjovsky2017;

/// <summary>The uniform law on a segment of half-length 1 in the plane.</summary>
/// <param name="X">The segment's middle.</param>
/// <param name="Y">The segment's middle.</param>
/// <param name="AlongX">The unit vector along it.</param>
/// <param name="AlongY">The unit vector along it.</param>
internal readonly record struct UniformSegment(double X, double Y, double AlongX, double AlongY)
{
    /// <summary>A number of points, each in the middle of its part of the segment.</summary>
    /// <param name="count">How many.</param>
    public (double X, double Y)[] Points(int count)
    {
        var points = new (double X, double Y)[count];
        for (var i = 0; i < count; i++)
        {
            var t = ((2 * i) + 1.0 - count) / count;
            points[i] = (X + (AlongX * t), Y + (AlongY * t));
        }

        return points;
    }

    /// <summary>The distance of the farther end from a point.</summary>
    public double Reach(double x, double y) => Math.Max(
        PlanePoints.Norm(X + AlongX - x, Y + AlongY - y),
        PlanePoints.Norm(X - AlongX - x, Y - AlongY - y));

    /// <summary>The share of the segment within a radius of a point.</summary>
    public double Share(double x, double y, double radius)
    {
        var along = ((x - X) * AlongX) + ((y - Y) * AlongY);
        var across = ((x - X) * AlongY) - ((y - Y) * AlongX);
        var half = Math.Sqrt(Math.Max(0, (radius * radius) - (across * across)));
        return Math.Max(0, Math.Min(1, along + half) - Math.Max(-1, along - half)) / 2;
    }
}
