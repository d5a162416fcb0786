using Saddle.Papers.Arjovsky2017;
using Saddle.Scalars;
using Saddle.Torch.Tests;
using static Saddle.Papers.Tests.Arjovsky2017.HandMade;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim on how many dimensions data fill.</summary>
public sealed class IntrinsicDimensionTests
{
    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_torus_fills_as_many_dimensions_as_it_has_angles(int angles)
    {
        // It has no edge, so that only chance is left: a standard error of d / sqrt(n), of 4,000 points 1.6 %.
        var random = new Philox(5, angles, Purpose.Item);
        float[] points =
        [
            .. Enumerable.Range(0, 4000 * angles)
                .Select(_ => Math.SinCos(2 * Math.PI * random.Uniform()))
                .SelectMany(p => (float[])[(float)p.Sin, (float)p.Cos]),
        ];
        Assert.InRange(IntrinsicDimension.Dimension(points, 2 * angles) / angles, 0.94, 1.06);
    }

    [Theory]
    [InlineData(8, 10, 6.81, Outcome.Holds)]
    [InlineData(8.1, 10, 8, Outcome.Contradicted)]
    [InlineData(8, 10.1, 8, Outcome.Contradicted)]
    [InlineData(4, 5, 6.79, Outcome.Contradicted)]
    public void Known_laws_need_their_own_dimension_and_images_no_more_than_two_a_factor(
        double grey, double colour, double eight, Outcome expected)
    {
        var finding = new IntrinsicDimension().Report(new([1, 2, 4, eight], [grey, colour], 70), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(grey, finding.Measured);
        Assert.Contains("white noise of 256 numbers fills 70.0.", finding.Reason, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4, eight, grey, colour, 70], ((Figures.Bars)finding.Figure.Panels[0].Traces[0]).Y);
    }

    // Images that no image is like.
    [TorchFact]
    public void White_noise_in_the_place_of_images_is_told()
    {
        var noise = IntrinsicDimension.Dimension(IntrinsicDimension.Noise(Quick), 256);
        var finding = new IntrinsicDimension().Report(new([1, 2, 4, 8], [noise, noise], noise), Quick);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
    }
}
