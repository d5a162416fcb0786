using Saddle.Catalog;
using Saddle.Data.Colours;
using Saddle.Data.Families;
using Saddle.Data.Sets;

namespace Saddle.Data.Tests.Items;

/// <summary>Pictures as pairs of lightness and colour.</summary>
public sealed class ColourItemsTests
{
    private static readonly DataFolder Nowhere = new("/nonexistent");

    [Theory]
    [InlineData("colour-pairs", "shapes")]
    [InlineData("colour-pairs:of=shapes\\:size=24\\:items=9", "shapes:size=24:items=9")]
    public void Both_parts_of_a_pair_make_the_picture_again(string pairs, string pictures)
    {
        using var items = (ColourItems)Spec.Parse<DataSet>(pairs).Open(Nowhere, 4);
        using var originals = Spec.Parse<DataSet>(pictures).Open(Nowhere, 4);
        var (height, width) = (items.Shape[1], items.Shape[2]);
        var (colour, grey) = (new float[2 * height * width], new float[height * width]);
        foreach (var index in (long[])[0, 3, 8])
        {
            items.Read(index, colour, grey);
            Assert.All(grey.Concat(colour), v => Assert.InRange(v, -1, 1));
            var again = items.Picture([.. grey.Concat(colour).Select(v => (double)v)], height, width);
            Assert.Equal(((IPictured)originals).Images.Read(index).Pixels, again.Pixels);
        }
    }

    [Fact]
    public void The_scale_is_that_of_pix2pix()
    {
        using var items = new ColourItems(new One([255, 0, 0, 128, 128, 128]));
        var (colour, grey) = (new float[4], new float[2]);
        items.Read(0, colour, grey);
        Assert.Equal((53.241 / 50) - 1, grey[0], 1e-4);
        Assert.Equal(80.09 / 110, colour[0], 1e-3);
        Assert.Equal(67.20 / 110, colour[2], 1e-3);
        Assert.Equal((53.585 / 50) - 1, grey[1], 1e-4); // luma says 50.2
        Assert.Equal(0, colour[1]);
        Assert.Equal(0, colour[3]);
    }

    [Fact]
    public void What_sRGB_has_not_is_counted()
    {
        var (_, clipped) = ColourItems.Painted([0, 0, 1, 0, 1, 0], 1, 2);
        Assert.Equal(0.5, clipped);
        Assert.Equal(0, ColourItems.Painted([0, 0, 0, 0, 0, 0], 1, 2).Clipped);
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("ring")]
    [InlineData("shapes:grey=true")]
    public void Who_has_no_colour_is_refused(string of) => Assert.Contains(
        "expected a data set of images in colour",
        Assert.Throws<SettingsException>(() => new ColourPairs(of).Open(Nowhere, 1)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_ring_has_one_lightness_one_chroma_and_every_hue()
    {
        using var items = new ColourScenes(Items: 4000, Size: 8).Open(Nowhere, 1);
        var (pairs, colour, grey, hues) = ((IConditioned)items, new float[128], new float[64], new int[8]);
        for (var i = 0; i < items.Count; i++)
        {
            pairs.Read(i, colour, grey);
            var brightest = Array.IndexOf(grey, grey.Max());
            var seen = new LabColour(
                50 * (1 + grey[brightest]), 110 * colour[brightest], 110 * colour[64 + brightest]);
            Assert.InRange(seen.L, 40, 70.0001); // of the smallest shapes no pixel is covered wholly
            Assert.Equal(38 * seen.L / 70, seen.Chroma, 1e-4);
            hues[(int)((seen.Hue + Math.PI) / (2 * Math.PI) * 8) % 8]++;
        }

        Assert.All(hues, n => Assert.InRange(n, 500 - 84, 500 + 84)); // four standard deviations
    }

    // Errors in units of the chroma: grey 2 / pi, an honest draw 8 / pi^2.
    [Fact]
    public void On_the_ring_an_honest_draw_errs_more_than_grey()
    {
        var random = new Scalars.Philox(1, 0, Scalars.Purpose.Item);
        var (grey, honest) = (0.0, 0.0);
        const int Count = 200_000;
        for (var i = 0; i < Count; i++)
        {
            var (h, d) = (random.Uniform(0, 2 * Math.PI), random.Uniform(0, 2 * Math.PI));
            grey += (Math.Abs(Math.Cos(h)) + Math.Abs(Math.Sin(h))) / 2 / Count;
            honest += (Math.Abs(Math.Cos(h) - Math.Cos(d)) + Math.Abs(Math.Sin(h) - Math.Sin(d))) / 2 / Count;
        }

        Assert.Equal(2 / Math.PI, grey, 2e-3);
        Assert.Equal(8 / (Math.PI * Math.PI), honest, 5e-3);
    }

    [Fact]
    public void Of_two_colours_the_likelier_one_has_its_share()
    {
        using var items = new ColourScenes(Items: 4000, Size: 8, Law: ColourLaw.TwoColours).Open(Nowhere, 1);
        var (pairs, colour, grey, first) = ((IConditioned)items, new float[128], new float[64], 0);
        for (var i = 0; i < items.Count; i++)
        {
            pairs.Read(i, colour, grey);
            var brightest = Array.IndexOf(grey, grey.Max());
            var hue = Math.Atan2(colour[64 + brightest], colour[brightest]);
            first += Math.Abs(hue - ColourScenes.TwoHues[0]) < 1e-4 ? 1 : 0;
        }

        Assert.InRange(first / 4000.0, 0.67, 0.73);
    }

    // Two hues at least share a lightness: the colour is not a function of it.
    [Fact]
    public void Of_the_saturated_hues_several_share_a_lightness()
    {
        using var items = new ColourScenes(Items: 3000, Size: 8, Law: ColourLaw.Shapes).Open(Nowhere, 1);
        var (pairs, colour, grey, hues) = ((IConditioned)items, new float[128], new float[64], new HashSet<int>());
        for (var i = 0; i < items.Count; i++)
        {
            pairs.Read(i, colour, grey);
            var brightest = Array.IndexOf(grey, grey.Max());
            if (Math.Abs(grey[brightest] - 0.2) < 0.01)
            {
                hues.Add((int)Math.Floor(Math.Atan2(colour[64 + brightest], colour[brightest]) / Math.PI * 6));
            }
        }

        Assert.InRange(hues.Count, 3, 9);
    }

    private sealed class One(byte[] pixels) : IImages
    {
        public long Count => 1;

        public Image Read(long index) => new(pixels.Length / 3, 1, 3, pixels, "one");

        public void Dispose()
        {
        }
    }
}
