using Saddle.Games;
using Saddle.Papers.Mescheder2018;

namespace Saddle.Papers.Tests;

/// <summary>The comparison of rates: three ways to one number.</summary>
public sealed class RateComparisonTests
{
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.3, 0.3)]
    [InlineData(0.1, 1.7)]
    public void Formula_spectrum_and_trajectory_give_the_root_of_the_update(double h, double gamma)
    {
        var game = new DiracGan(Penalty: DiracPenalty.R1, Gamma: gamma);
        Agree(DiracRates.Simultaneous(h, gamma), Setting.Compare(game, Setting.Simultaneous(h), 1));
        if (gamma > 0)
        {
            Agree(DiracRates.Alternating(h, gamma), Setting.Compare(game, Setting.Alternating(h), 1));
        }
    }

    [Fact]
    public void Instance_noise_curves_the_discriminator_by_half_its_variance()
    {
        // 2 f''(0) sigma^2, f'' = 1/4.
        var game = new DiracGan(Penalty: DiracPenalty.InstanceNoise, Sigma: 0.6);
        var rates = Setting.Compare(game, Setting.Simultaneous(0.1), 1);
        Assert.Equal(DiracRates.Simultaneous(0.1, 0.18), rates.Formula, 12);
        Assert.InRange(rates.Off, 0, 0.01);
    }

    [Fact]
    public void Differences_are_relative_to_the_formula()
    {
        var rates = new RateComparison(-0.5, -0.5 + 1e-6, -0.51);
        Assert.Equal(0.02, rates.Off, 12);
        Assert.Equal(1e-6, rates.SpectrumOff, 11);
    }

    private static void Agree(double rate, RateComparison rates)
    {
        Assert.Equal(rate, rates.Formula, 12);
        Assert.Equal(rate, rates.Spectrum, 12);
        Assert.Equal(1, rates.Measured / rate, 2);
    }
}
