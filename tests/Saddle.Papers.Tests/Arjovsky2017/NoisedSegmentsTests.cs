using MathNet.Numerics;
using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The quadrature behind the claims on noise, against closed forms.</summary>
public sealed class NoisedSegmentsTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.6)]
    [InlineData(1.5)]
    public void A_noised_segment_on_the_line_has_the_density_of_the_closed_form(double sd)
    {
        var laws = new NoisedSegments([0.3], [1], sd);
        double Phi(double x) => 0.5 * (1 + SpecialFunctions.Erf(x / sd / Math.Sqrt(2)));
        Assert.All(
            (double[])[-2.0, -0.7, 0.3, 1.1, 3],
            x => Assert.Equal((Phi(x + 0.7) - Phi(x - 1.3)) / 2, laws.RealDensity([x]), 1e-9));
        Assert.Equal(laws.RealDensity([0.4]), laws.GeneratedDensity([0.3, 1], [0.4]), 1e-15);
    }

    [Fact]
    public void In_the_plane_the_density_is_a_product_across_an_axis()
    {
        var (line, plane) = (new NoisedSegments([0], [1], 0.5), new NoisedSegments([0, 0], [1, 0], 0.5));
        static double Across(double y) => Math.Exp(-y * y / 0.5) / (0.5 * Math.Sqrt(2 * Math.PI));
        Assert.Equal(line.RealDensity([0.4]) * Across(0.7), plane.RealDensity([0.4, 0.7]), 1e-12);
        Assert.Equal(Across(0.7), line.Noise([0.2], [0.9]), 1e-12);
    }

    [Fact]
    public void Settings_are_in_one_and_in_two_dimensions() => Assert.Equal(
        [1, 2],
        NoisedSegments.Settings(full: false).Select(s => s.Laws.Dimension).Distinct());
}
