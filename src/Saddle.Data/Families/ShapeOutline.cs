namespace Saddle.Data.Families;

/// <summary>What the shapes of <see cref="Shapes"/> cover: disc, square, triangle and cross.</summary>
internal static class ShapeOutline
{
    private static readonly double[] Symmetry = [1, 4, 3, 4];

    // Of a shape of radius 1, in the order of the classes.
    private static readonly double[] Areas = [Math.PI, 2, 0.75 * Math.Sqrt(3), 20.0 / 9];

    /// <summary>The angle that a shape must be turned by to be the same again; a whole turn of a disc.</summary>
    /// <param name="shape">The class.</param>
    public static double Turn(int shape) => 2 * Math.PI / Symmetry[shape];

    /// <summary>The radius of a shape that has an area.</summary>
    /// <param name="shape">The class.</param>
    /// <param name="area">The area.</param>
    public static double Radius(int shape, double area) => Math.Sqrt(area / Areas[shape]);

    /// <summary>How much of a pixel the shape covers: its signed distance from the edge, half a pixel either way.
    /// </summary>
    /// <param name="factors">The shape.</param>
    /// <param name="size">The image's rows and columns.</param>
    /// <param name="rotation">The sine and the cosine of the shape's angle.</param>
    /// <param name="column">The pixel's middle, in pixels.</param>
    /// <param name="row">The pixel's middle, in pixels.</param>
    public static double Share(
        ShapeFactors factors, int size, (double Sin, double Cos) rotation, double column, double row)
    {
        var (dx, dy) = (column - (factors.X * size), row - (factors.Y * size));
        var (sin, cos) = rotation;
        var (x, y) = ((cos * dx) + (sin * dy), (cos * dy) - (sin * dx));
        return Math.Clamp(0.5 - Distance(factors.Shape, x, y, factors.Radius * size), 0, 1);
    }

    /// <summary>
    /// The distance from a shape of some radius around the origin, negative inside; exact near straight edges.
    /// </summary>
    private static double Distance(int shape, double x, double y, double radius) => shape switch
    {
        0 => Math.Sqrt((x * x) + (y * y)) - radius,
        1 => Box(x, y, radius / Math.Sqrt(2), radius / Math.Sqrt(2)),
        2 => Math.Max(y, (Math.Abs(x) * Math.Sqrt(0.75)) - (y / 2)) - (radius / 2),
        _ => Math.Min(Box(x, y, radius, radius / 3), Box(x, y, radius / 3, radius)),
    };

    private static double Box(double x, double y, double halfWidth, double halfHeight) =>
        Math.Max(Math.Abs(x) - halfWidth, Math.Abs(y) - halfHeight);
}
