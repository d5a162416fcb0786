using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>Draws the images of <see cref="Shapes"/>.</summary>
internal sealed class ShapeImages(Shapes set, ulong seed) : IImages, ILabelled, IFactors
{
    public long Count => set.Items;

    public IReadOnlyList<string> Classes => ShapeCaption.Shapes;

    public int Label(long index) => Factors(index).Shape;

    public ShapeFactors Factors(long index)
    {
        Request.Check(index, Count);
        var random = new Philox(seed, index, Purpose.Item);
        var shape = random.Choice(Classes.Count);
        var radius = random.Uniform(0.15, 0.35);
        var (x, y) = (random.Uniform(radius, 1 - radius), random.Uniform(radius, 1 - radius));
        var angle = random.Uniform(0, ShapeOutline.Turn(shape));
        var hue = set.Grey ? random.Uniform(0.5, 1) : random.Uniform();
        return new(shape, radius, x, y, angle, hue);
    }

    public Image Read(long index)
    {
        var factors = Factors(index);
        var (red, green, blue) = Colour(factors.Hue);
        double[] colour = set.Grey ? [factors.Hue] : [red, green, blue];
        return Draw(factors, set.Size, colour, 0, FormattableString.Invariant($"shapes item {index}"));
    }

    /// <summary>Draws a shape.</summary>
    /// <param name="factors">The shape.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="colour">The shape's value in each channel, 0 to 1.</param>
    /// <param name="ground">The value of what lies around it, 0 to 1.</param>
    /// <param name="name">The image's name.</param>
    public static Image Draw(ShapeFactors factors, int size, double[] colour, double ground, string name)
    {
        var pixels = new byte[size * size * colour.Length];
        var rotation = Math.SinCos(factors.Angle);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var share = ShapeOutline.Share(factors, size, rotation, (pixel % size) + 0.5, (pixel / size) + 0.5);
            for (var channel = 0; channel < colour.Length; channel++)
            {
                pixels[(pixel * colour.Length) + channel] =
                    (byte)Math.Round(255 * ((colour[channel] * share) + (ground * (1 - share))));
            }
        }

        return new(size, size, colour.Length, pixels, name);
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>A saturated hue of full value, in sRGB.</summary>
    /// <param name="hue">From 0 to 1, red at 0.</param>
    public static (double Red, double Green, double Blue) Colour(double hue) =>
        (Primary(hue, 0), Primary(hue, 4), Primary(hue, 2));

    // A primary's share: 1 for a third of the circle around it, 0 opposite, linear between.
    private static double Primary(double hue, int offset) =>
        Math.Clamp(Math.Abs((((hue * 6) + offset) % 6) - 3) - 1, 0, 1);
}
