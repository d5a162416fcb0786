using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>Draws the images of <see cref="Shapes"/>.</summary>
internal sealed class ShapeImages(Shapes set, ulong seed) : IImages, ILabelled, IFactors
{
    private static readonly double[] Symmetry = [1, 4, 3, 4];

    public long Count => set.Items;

    public IReadOnlyList<string> Classes { get; } = ["disc", "square", "triangle", "cross"];

    public int Label(long index) => Factors(index).Shape;

    public ShapeFactors Factors(long index)
    {
        Request.Check(index, Count);
        var random = new Philox(seed, index, Purpose.Item);
        var shape = random.Choice(Classes.Count);
        var radius = random.Uniform(0.15, 0.35);
        var (x, y) = (random.Uniform(radius, 1 - radius), random.Uniform(radius, 1 - radius));
        var angle = random.Uniform(0, 2 * Math.PI / Symmetry[shape]);
        var hue = set.Grey ? random.Uniform(0.5, 1) : random.Uniform();
        return new(shape, radius, x, y, angle, hue);
    }

    public Image Read(long index)
    {
        var factors = Factors(index);
        double[] colour = set.Grey
            ? [factors.Hue]
            : [Colour(factors.Hue, 0), Colour(factors.Hue, 4), Colour(factors.Hue, 2)];
        var pixels = new byte[set.Size * set.Size * colour.Length];
        var rotation = Math.SinCos(factors.Angle);
        for (var pixel = 0; pixel < set.Size * set.Size; pixel++)
        {
            var share = Share(factors, rotation, (pixel % set.Size) + 0.5, (pixel / set.Size) + 0.5);
            for (var channel = 0; channel < colour.Length && share > 0; channel++)
            {
                pixels[(pixel * colour.Length) + channel] = (byte)Math.Round(255 * colour[channel] * share);
            }
        }

        return new(set.Size, set.Size, colour.Length, pixels, FormattableString.Invariant($"shapes item {index}"));
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>How much of a pixel the shape covers.</summary>
    private double Share(ShapeFactors factors, (double Sin, double Cos) rotation, double column, double row)
    {
        var (dx, dy) = (column - (factors.X * set.Size), row - (factors.Y * set.Size));
        var (sin, cos) = rotation;
        var (x, y) = ((cos * dx) + (sin * dy), (cos * dy) - (sin * dx));
        return Math.Clamp(0.5 - Distance(factors.Shape, x, y, factors.Radius * set.Size), 0, 1);
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

    /// <summary>
    /// A primary's share of a saturated hue: 1 for a third of the circle around it, 0 opposite, linear between.
    /// </summary>
    private static double Colour(double hue, int offset) =>
        Math.Clamp(Math.Abs((((hue * 6) + offset) % 6) - 3) - 1, 0, 1);
}
