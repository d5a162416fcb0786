using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

public sealed class RateScanTests
{
    [Fact]
    public void No_step_makes_simultaneous_descent_converge_on_the_Dirac_GAN()
    {
        var scan = RateScan.Of(new Setup("dirac-gan", "simultaneous", []), 1e-3, 10, 41);
        Assert.Null(scan.Fastest);
        Assert.Null(scan.Converging);
        Assert.All(
            scan.Etas.Zip(scan.Radii),
            p => Assert.Equal(Math.Sqrt(1 + (p.First * p.First / 4)), p.Second!.Value, 1e-12));
    }

    // With R1 and the step h the update is I - h (0, -1/2; 1/2, gamma): the determinant 1 - h gamma + h^2/4 is the
    // squared radius while the eigenvalues are complex (gamma < 1), so it converges for h < 4 gamma.
    [Fact]
    public void A_penalty_makes_the_steps_below_four_times_its_weight_converge()
    {
        var gamma = 0.5;
        var scan = RateScan.Of(
            new Setup("dirac-gan", "simultaneous", [("penalty", "r1"), ("gamma", "0.5")]),
            1e-3,
            10,
            401);
        var (low, high) = scan.Converging!.Value;
        Assert.Equal(1e-3, low, 1e-12);
        Assert.InRange(high, 4 * gamma / 1.025, 4 * gamma);
        Assert.InRange(scan.Fastest!.Value.Eta, 2 * gamma / 1.025, 2 * gamma * 1.025);
        Assert.Equal(Math.Sqrt(1 - (gamma * gamma)), scan.Fastest.Value.Radius, 1e-3);
    }

    [Theory]
    [InlineData(1.0, 0.1, "turns a small displacement by 5.71 degrees and stretches it by a factor of 1.00499")]
    [InlineData(0.5, 0.0, "shrinks it by a factor of 0.5, without turning it")]
    [InlineData(0.0, 1.0, "by 90 degrees and keeps its length")]
    public void Eigenvalues_are_put_into_words(double re, double im, string expected) =>
        Assert.Contains(expected, RateScan.Explain(new(re, im)), StringComparison.Ordinal);
}
