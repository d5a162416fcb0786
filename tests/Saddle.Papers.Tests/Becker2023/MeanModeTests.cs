using System.Numerics;
using Saddle.Dynamics;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>
/// The mean mode: the formula against the exact Jacobian, and multipliers read off known recurrences.
/// </summary>
public sealed class MeanModeTests
{
    [Theory]
    [InlineData(true, 0.2, 0.001)]
    [InlineData(true, 0.2, 0.5)]
    [InlineData(true, 0.2, 3.59)]
    [InlineData(true, 0.2, 4)]
    [InlineData(false, 0.2, 0.005)]
    [InlineData(false, 0.2, 0.15)]
    [InlineData(false, 0.2, 0.5)]
    public void The_formula_is_the_exact_leading_eigenvalue(bool alternating, double a, double b)
    {
        // One generated point of mass 1, bandwidth 1 and regulariser 1: a = eta_d, b = eta_d eta_g.
        var game = Setting.Game(("lambda", "1"));
        var exact = Spectrum.Of(game.ForSpectrum, Setting.Rule(alternating, b / a, a)).Eigenvalues[0];
        var predicted = MeanMode.Predict(alternating, a, b);
        Assert.Equal(exact.Real, predicted.Real, 1e-9);
        Assert.Equal(Math.Abs(exact.Imaginary), Math.Abs(predicted.Imaginary), 1e-9);
    }

    [Fact]
    public void Two_real_multipliers_are_read_off_their_sum()
    {
        double[] u = [.. Enumerable.Range(0, 60).Select(k => 1e-5 * ((2 * Math.Pow(0.9, k)) + Math.Pow(-0.5, k)))];
        var (first, second) = MeanMode.Multipliers(u);
        Assert.Equal(0.9, first.Real, 1e-9);
        Assert.Equal(-0.5, second.Real, 1e-9);
        Assert.Equal(0, first.Imaginary);
    }

    [Fact]
    public void A_spiral_is_read_off_a_turning_displacement()
    {
        var multiplier = Complex.FromPolarCoordinates(0.95, 0.3);
        double[] u = [.. Enumerable.Range(0, 60).Select(k => 1e-5 * Complex.Pow(multiplier, k).Real)];
        var (first, second) = MeanMode.Multipliers(u);
        Assert.Equal(0.95, first.Magnitude, 1e-9);
        Assert.Equal(0.3, Math.Abs(first.Phase), 1e-9);
        Assert.Equal(Complex.Conjugate(first), second);
    }

    [Fact]
    public void What_the_kernel_has_bent_is_not_looked_at()
    {
        // From the seventh value on the displacements are beyond 0.01 and follow another law.
        double[] u = [.. Enumerable.Range(0, 30).Select(k => 1e-7 * (Math.Pow(7, k) + Math.Pow(0.5, k)))];
        double[] bent = [.. u.Select(v => Math.Abs(v) < 0.01 ? v : 0.5)];
        Assert.Equal(7, MeanMode.Multipliers(bent).First.Real, 1e-6);
    }

    [Fact]
    public void What_is_measured_on_a_run_is_the_formula()
    {
        var game = Setting.Game(("lambda", "1"), ("radius", "0.5"));
        Assert.All(Setting.Orders, alternating => Assert.Equal(
            MeanMode.Predict(alternating, 0.3, 0.2).Magnitude,
            MeanMode.Measure(game, Setting.Rule(alternating, 0.2 / 0.3, 0.3), 1e-6, 100).Magnitude,
            1e-6));
    }
}
