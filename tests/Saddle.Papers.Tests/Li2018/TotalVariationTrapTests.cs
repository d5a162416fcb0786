using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>
/// The trap of the total-variation rule, judged on hand-made distances; and the distance by quadrature.
/// </summary>
public sealed class TotalVariationTrapTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(0.058, false, Outcome.Holds)]
    [InlineData(0.1, false, Outcome.Holds)]
    [InlineData(0.1001, false, Outcome.Contradicted)]
    [InlineData(0.058, true, Outcome.Contradicted)]
    public void The_rule_is_a_trap_where_it_passes_what_the_means_do_not(double distance, bool means, Outcome expected)
    {
        TotalVariationTrap.Run[] passing = [new(0.1, 0.2, PassesMeans: false), new(-0.5, 0.5, PassesMeans: true)];
        var finding = new TotalVariationTrap().Report(new(distance, means, passing, [[0.25]]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(distance, finding.Measured);
        Assert.Contains("Of the 2 first-order runs", finding.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "the means rule calls 0.500 (0.095 to 0.905) failures",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal([0.1, -0.5], Assert.IsType<Points>(finding.Figure.Panels[0].Traces[1]).X);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1.5, 0.3)]
    [InlineData(0.4, 1.2)]
    public void The_distance_is_half_the_integral_of_the_densities_difference(double u1, double u2)
    {
        // The trapezoidal rule; the kinks of |F| leave an error of the order of the step squared.
        const double Step = 1e-3;
        static double Density(double x, double mean) =>
            Math.Exp(-(x - mean) * (x - mean) / 2) / Math.Sqrt(2 * Math.PI) / 2;

        var integral = Enumerable.Range(-10_000, 20_001).Select(i => i * Step).Sum(x =>
            Step * Math.Abs(Density(x, -0.5) + Density(x, 0.5) - Density(x, u1) - Density(x, u2)));
        Assert.Equal(integral / 2, Setting.Game().TotalVariation([u1, u2, 0, 0, 0, 0]), 1e-6);
    }
}
