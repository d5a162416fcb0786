using Saddle.Data;
using Saddle.Data.Colours;
using Saddle.Data.Families;

namespace Saddle.Metrics.Tests;

/// <summary>Painters beside the baselines, on the ring, where all of them are known.</summary>
public sealed class ColourComparisonTests
{
    private const int Scenes = 400;

    [Fact]
    public void On_the_ring_grey_errs_least_and_an_honest_draw_has_the_hues()
    {
        using var items = new ColourScenes(Items: 2 * Scenes).Open(new("."), 3);
        var pictures = ((IPictured)items).Images;
        var comparison = new ColourComparison(1);
        for (var i = 0; i < Scenes; i++)
        {
            comparison.Learn(pictures.Read(i));
        }

        for (var i = Scenes; i < 2 * Scenes; i++)
        {
            comparison.Add(pictures.Read(i), pictures.Read(i));
        }

        var painters = comparison.Painters("the truth").ToDictionary(p => p.Name, StringComparer.Ordinal);
        var (truth, grey, honest) = (painters["the truth"], painters["grey"], painters["honest draw"]);
        Assert.Equal(0, truth.Figures.ColourError);
        Assert.Equal(1, truth.ColourfulnessRatio, 1e-12);
        Assert.Equal(comparison.HueEntropy, truth.HueEntropy);
        Assert.InRange(truth.HueEntropy, 0.98, 1);
        Assert.InRange(honest.HueEntropy, 0.97, 1);
        Assert.InRange(honest.ColourfulnessRatio, 0.9, 1.1);
        Assert.True(double.IsNaN(grey.HueEntropy));
        Assert.InRange(grey.ColourfulnessRatio, 0, 1e-9);
        Assert.True(painters["median colour"].Figures.ColourError < 1.05 * grey.Figures.ColourError);

        // 8 / pi^2 over 2 / pi
        Assert.InRange(honest.Figures.ColourError / grey.Figures.ColourError, 1.15, 1.4);
    }

    [Fact]
    public void An_honest_draw_has_the_shares_of_the_colours_it_has_seen()
    {
        var (draw, red) = (new HonestDraw(5), 0);
        var picture = Plain(new LabColour(60, 40, 0));
        draw.Add(picture);
        draw.Add(picture);
        draw.Add(Plain(new LabColour(60, -40, 0)));
        for (var i = 0; i < 900; i++)
        {
            red += LabSpace.RowSums.Of(draw.Paint(picture))[0].A > 0 ? 1 : 0;
        }

        Assert.InRange(red / 900.0, (2.0 / 3) - 0.063, (2.0 / 3) + 0.063); // four standard deviations
        Assert.InRange(LabSpace.RowSums.Of(draw.Paint(Plain(new LabColour(20, 10, 10))))[0].Chroma, 0, 1.5); // unseen
    }

    [Fact]
    public void The_entropy_of_hues_is_0_of_one_and_1_of_all()
    {
        var one = new HueHistogram();
        one.Add(Plain(new LabColour(60, 30, 5)));
        Assert.Equal(0, one.Entropy, 1e-12);
        var all = new HueHistogram();
        for (var i = 0; i < HueHistogram.Bins; i++)
        {
            var (sin, cos) = Math.SinCos(((i + 0.5) * 2 * Math.PI / HueHistogram.Bins) - Math.PI);
            all.Add(Plain(new LabColour(60, 25 * cos, 25 * sin)));
        }

        Assert.Equal(1, all.Entropy, 1e-12);
        Assert.All(all.Counts, n => Assert.Equal(1, n));
    }

    [Theory]
    [InlineData(3, "not")]
    [InlineData(15, "slightly")]
    [InlineData(50, "averagely")]
    [InlineData(120, "extremely")]
    public void A_colourfulness_has_a_word(double colourfulness, string word) =>
        Assert.Equal(word, PictureDifference.Word(colourfulness));

    private static Image Plain(LabColour colour)
    {
        var (red, green, blue, _) = LabSpace.RowSums.ToBytes(colour);
        return new(1, 1, 3, [red, green, blue], "plain");
    }
}
