using Saddle.Figures;
using Saddle.Gans.Networks;
using Saddle.Gans.Training;
using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The plain GAN and its two remedies, as they are trained, drawn and listed.</summary>
public sealed class VariantTests
{
    private static readonly IReadOnlyList<IReadOnlyList<double>> Values = [[3, 1, 2], [8, 8, 9], [0.5, 7, 0.25]];

    [Fact]
    public void Each_has_a_row_with_its_least_median_and_greatest_value()
    {
        var table = Variant.Table(("images", Values, "G4"), ("divergence", Values, "F2"));
        Assert.Equal(
            ["GAN", "images (least, median, greatest)", "divergence (least, median, greatest)"],
            table.Headers);
        Assert.Equal(["plain", "1, 2, 3", "1.00, 2.00, 3.00"], table.Rows[0]);
        Assert.Equal(["manifold-diffusion", "0.25, 0.5, 7", "0.25, 0.50, 7.00"], table.Rows[2]);
    }

    [Fact]
    public void Each_is_drawn_as_its_median_between_its_least_and_its_greatest_value()
    {
        var panel = Variant.Panel("what", Values);
        Assert.Equal(["plain", "regularised", "manifold-diffusion"], panel.X.Categories);
        var points = Assert.IsType<Points>(panel.Traces[0]);
        Assert.Equal<double?>([2, 8, 0.5], points.Y);
        Assert.Equal<double?>([1, 8, 0.25], points.Low);
        Assert.Equal<double?>([3, 9, 7], points.High);
    }

    [Fact]
    public void Each_is_trained_alike_but_for_its_regularisers()
    {
        var gans = Variant.All
            .Select(v => Configuration.Read($"{v.Configuration("{name: ring}", 7)}\nseed: 1", "test").Gan)
            .ToList();
        Assert.All(gans, gan => Assert.Equal(new Mlp(Latent: 7, Width: 256, Depth: 2), gan.Generator));
        Assert.All(gans, gan => Assert.Equal(new Mlp(Width: 128, Depth: 2, Slope: 0.2), gan.Discriminator));
        Assert.Equal([0, 1, 1], gans.Select(g => g.Regularisers.Count));
    }
}
