using Saddle.Data;
using Saddle.Data.Families;

namespace Saddle.Papers.Tests.Measuring;

/// <summary>What is read off pictures that were painted from captions: on the data themselves it is known.</summary>
public sealed class PaintedShapesTests
{
    private const int Count = 960;
    private const int Draws = 40;

    // Agreement of 99 % is the reader's; variances are within five standard errors of the law's.
    [Fact]
    public void Real_pictures_agree_and_vary_as_the_data_do()
    {
        var (captions, shown) = Real();
        var real = PaintedShapes.Of(captions, shown);
        Assert.InRange(real.Joint, 0.99, 1);
        Assert.Equal(0, real.Rejected, 0.01);
        Assert.All([real.Radius, real.Hue, real.Offset], ratio => Assert.Equal(1, ratio, 0.15));
    }

    // The plant of all claims on captions: pictures that are held to the caption of another one.
    [Fact]
    public void Pictures_of_other_captions_agree_by_chance_alone()
    {
        var (captions, shown) = Real();
        var other = PaintedShapes.Of([.. captions.Skip(7), .. captions.Take(7)], shown);
        Assert.InRange(other.Joint, 0, 0.05);
        Assert.True(other.Shape < 0.6 && other.Colour < 0.6 && other.Place < 0.6);
    }

    [Fact]
    public void What_is_no_shape_agrees_in_nothing_and_one_picture_has_no_spread()
    {
        ShapeFactors red = new(1, 0.2, 0.25, 0.25, 0, 0.99);
        ShapeCaption square = new(1, 0, 0), disc = new(0, 0, 3);
        var mixed = PaintedShapes.Of([square, disc], [red, null, red with { Hue = 0.01 }, red]);
        Assert.Equal((0.25, 0.25, 0.75), (mixed.Joint, mixed.Shape, mixed.Colour));
        Assert.Equal((0.25, 0.25), (mixed.Place, mixed.Rejected));

        // Of the two of the disc: hues 0.02 apart around red's middle, as the variance 0.0002 of 1/432.
        Assert.Equal(0.0002 * 432, mixed.Hue, 1e-12);
        Assert.Equal(0, mixed.Radius);
        Assert.Equal(0, mixed.Offset);
    }

    // As many items of each of the first captions as there are draws.
    private static (IReadOnlyList<ShapeCaption> Captions, IReadOnlyList<ShapeFactors?> Shown) Real()
    {
        using var items = new Captions(Items: 60_000, Size: 16).Open(new DataFolder("."), 3);
        var (images, factors) = (((IPictured)items).Images, (IFactors)((IPictured)items).Images);
        var groups = Enumerable.Range(0, 20_000)
            .GroupBy(i => ShapeCaption.Of(factors.Factors(i)))
            .Take(Count / Draws)
            .ToList();
        return (
            [.. groups.Select(g => g.Key)],
            [.. groups.SelectMany(g => g.Take(Draws)).Select(i => ShapeReader.Read(images.Read(i)))]);
    }
}
