using MathNet.Numerics;
using Saddle.Catalog;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Divergences of densities against closed forms and another quadrature.</summary>
public sealed class DensityDivergencesTests : TensorTests
{
    private static readonly Density Mixed = new([[-2.0], [1.5]], [0.3, 0.7], 0.6);
    private static readonly Density Single = new([[0.5]], [1], 0.6);

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(4)]
    public void Total_variation_of_two_Gaussians_is_an_error_function(double apart)
    {
        // Of deviation s, a distance d apart: erf(d / (s sqrt 8)).
        var between = Between(new([[0.0]], [1], 2), new([[apart]], [1], 2), 20_001);
        Assert.Equal(SpecialFunctions.Erf(apart / (2 * Math.Sqrt(8))), between["total_variation"], 1e-6);
    }

    [Fact]
    public void Mixtures_have_the_divergences_of_another_quadrature()
    {
        var between = Between(Mixed, Single, 4001);
        Assert.Equal(Simpson(x => Term(P(x), Q(x))), between["kl"], 1e-9);
        Assert.Equal(Simpson(x => Term(Q(x), P(x))), between["reverse_kl"], 1e-9);
        Assert.Equal(
            Simpson(x => (Term(P(x), (P(x) + Q(x)) / 2) + Term(Q(x), (P(x) + Q(x)) / 2)) / 2), between["jsd"], 1e-9);

        static double P(double x) => (0.3 * Bell(x, -2)) + (0.7 * Bell(x, 1.5));
        static double Q(double x) => Bell(x, 0.5);
        static double Bell(double x, double mean) =>
            Math.Exp(-(x - mean) * (x - mean) / (2 * 0.36)) / (0.6 * Math.Sqrt(2 * Math.PI));
        static double Term(double p, double q) => p * Math.Log(p / q);
    }

    [Fact]
    public void Exchanged_densities_exchange_the_one_sided_divergences_alone()
    {
        var (there, back) = (Between(Mixed, Single, 801), Between(Single, Mixed, 801));
        Assert.Equal(there["kl"], back["reverse_kl"], 1e-13);
        Assert.Equal(there["jsd"], back["jsd"], 1e-13);
        Assert.Equal(there["total_variation"], back["total_variation"], 1e-13);
        Assert.NotEqual(there["kl"], back["kl"], 0.1);
    }

    [Fact]
    public void A_grid_reaches_nine_deviations_beyond_every_centre_and_its_cells_fill_it()
    {
        var grid = Density.Around(new([[0.0, 5]], [1], 1), new([[2.0, -1]], [1], 0.5), 11);
        Assert.Equal([-9, -5.5], grid.Low);
        Assert.Equal([9, 14], grid.High);
        Assert.Equal((9, 14), (grid.At(0, 10), grid.At(1, 10)));
        Assert.Equal(1.8 * 1.95, grid.Cell, 1e-14);
    }

    [Fact]
    public void A_sample_gets_a_bell_of_Scotts_width_at_each_point()
    {
        // The coordinates' variances are 1 and 4, and n^(-1/(d+4)) is 3^(-1/6).
        var density = Density.Estimate([[0, 1], [2, 5], [1, 3]]);
        Assert.Equal(Math.Sqrt(2.5) * Math.Pow(3, -1.0 / 6), density.Deviation, 1e-14);
        Assert.All(density.Weights, weight => Assert.Equal(1 / 3.0, weight, 1e-15));
    }

    [TorchTheory]
    [InlineData(3, 3)]
    [InlineData(1, 2)]
    public void Other_than_one_or_two_coordinates_of_both_sides_are_refused(int first, int second)
    {
        var refusal = Assert.Throws<SettingsException>(
            () => new DensityDivergences().Measure(Sides.Normals(9, first, 1), Sides.Normals(9, second, 2)));
        Assert.StartsWith(
            FormattableString.Invariant($"divergences: sides of {first} and {second} coordinates on 1001 points each"),
            refusal.Message,
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_sample_is_named_with_its_width_and_a_known_mixture_is_not()
    {
        var measured = new DensityDivergences(Points: 101, Most: 30)
            .Measure(Sides.Normals(50, 1, 1), Sides.Normals(20, 1, 2));
        Assert.Equal(2, measured.Notes.Count);
        Assert.EndsWith("at each of 30 samples", measured.Notes[0], StringComparison.Ordinal);
        Assert.EndsWith("at each of 20 samples", measured.Notes[1], StringComparison.Ordinal);
    }

    private static Dictionary<string, double> Between(Density p, Density q, int points) =>
        DensityDivergences.Between(p, q, points).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    private static double Simpson(Func<double, double> integrand) =>
        Integrate.GaussLegendre(integrand, -9, -2, 64) + Integrate.GaussLegendre(integrand, -2, 1, 64)
        + Integrate.GaussLegendre(integrand, 1, 8, 64);
}
