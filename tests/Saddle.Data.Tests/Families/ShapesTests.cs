using Saddle.Data.Families;

namespace Saddle.Data.Tests.Families;

/// <summary>Procedural images show what their factors say.</summary>
public sealed class ShapesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_area_and_the_centre_are_those_of_the_factors(bool grey)
    {
        using var items = new Shapes(200, 64, grey).Open(new("/nonexistent"), 1);
        Assert.Equal([grey ? 1 : 3, 64, 64], items.Shape);
        var images = ((IPictured)items).Images;
        for (var i = 0; i < 200; i++)
        {
            var factors = ((IFactors)images).Factors(i);
            var image = images.Read(i);
            Assert.Equal(factors.Shape, ((ILabelled)items).Label(i));

            // The largest channel is 255 inside (of a grey image, the brightness) and 0 outside.
            var inside = grey ? 255 * factors.Hue : 255;
            var (area, x, y) = (0.0, 0.0, 0.0);
            for (var p = 0; p < 64 * 64; p++)
            {
                var share = image.Pixels.AsSpan(p * image.Channels, image.Channels).ToArray().Max() / inside;
                (area, x, y) = (area + share, x + (share * ((p % 64) + 0.5)), y + (share * ((p / 64) + 0.5)));
            }

            var radius = factors.Radius * 64;
            double[] areas = [Math.PI, 2, 3 * Math.Sqrt(3) / 4, (4 / 3.0) + (4 / 3.0) - (4 / 9.0)];
            Assert.Equal(1, area / (areas[factors.Shape] * radius * radius), 0.06);
            Assert.Equal(factors.X * 64, x / area, 0.35);
            Assert.Equal(factors.Y * 64, y / area, 0.35);
        }
    }

    [Fact]
    public void Edges_are_antialiased_and_the_hue_is_the_factors()
    {
        using var items = new Shapes(100).Open(new("/nonexistent"), 3);
        var images = ((IPictured)items).Images;
        for (var i = 0; i < 100; i++)
        {
            var (image, factors) = (images.Read(i), ((IFactors)images).Factors(i));
            var brightest = Enumerable.Range(0, 32 * 32)
                .Select(p => image.Pixels.Skip(3 * p).Take(3).ToArray())
                .ToList();
            Assert.Contains(brightest, p => p.Max() is > 20 and < 235); // a pixel that the edge crosses
            var full = brightest.First(p => p.Max() == 255);
            Assert.Equal(0, full.Min()); // saturated
            Assert.Equal(factors.Hue, Hue(full), 0.01);
        }
    }

    [Fact]
    public void Images_are_a_pure_function_of_seed_and_number()
    {
        using var items = new Shapes().Open(new("/nonexistent"), 1);
        using var again = new Shapes().Open(new("/nonexistent"), 1);
        using var other = new Shapes().Open(new("/nonexistent"), 2);
        Assert.Equal(60_000, items.Count);
        Assert.Equal(Item(items, 59_999), Item(again, 59_999));
        Assert.NotEqual(Item(items, 5), Item(other, 5));
        Assert.NotEqual(Item(items, 5), Item(items, 6));
        Assert.All(Item(items, 5), value => Assert.InRange(value, -1, 1));
        Assert.Equal(4, Enumerable.Range(0, 50).Select(i => ((ILabelled)items).Label(i)).Distinct().Count());

        static float[] Item(IItems items, long index)
        {
            var item = new float[3 * 32 * 32];
            items.Read(index, item);
            return item;
        }
    }

    private static double Hue(byte[] rgb)
    {
        var (r, g, b) = (rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0);
        var sixth = r == 1 ? g - b : g == 1 ? 2 + b - r : 4 + r - g;
        return ((sixth / 6) + 1) % 1;
    }
}
