using MathNet.Numerics;
using Saddle.Gans.Regularisers;
using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim that noise gives a density: its chi-squared, and the density by quadrature.</summary>
public sealed class NoiseDensityTests
{
    private const double Sd = 0.4;

    // Two squares and the outside have two degrees of freedom: the p-value is exp(-x / 2), with x = 0.04 off^2 here.
    // It is 0.05 / 4 at x = 8.764.
    [Theory]
    [InlineData(14, Outcome.Holds)]
    [InlineData(15, Outcome.Contradicted)]
    public void The_least_of_four_p_values_decides(int off, Outcome expected)
    {
        var fair = new NoiseDensity.Squares([50, 50, 900], [50, 50, 900]);
        var skewed = new NoiseDensity.Squares([50 + off, 50 - off, 900], [50, 50, 900]);
        var finding = new NoiseDensity().Report(new([fair, fair, skewed, fair]), HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Exp(-0.04 * off * off / 2), finding.Measured, 12);
        Assert.Equal(
            $"The p-values are 1 (normal), 1 (normal with a covariance), {finding.Measured.Text("G2")} (Cauchy), 1 "
                + "(disc).",
            finding.Reason);
        Assert.Equal(["normal", "normal with a covariance", "Cauchy", "disc"], finding.Figure.Panels[0].Names());
    }

    [Fact]
    public void Squares_that_expect_fewer_than_five_count_with_the_outside()
    {
        // 4 and 4 are put to 92: off by 3, with two degrees of freedom from three groups.
        var squares = new NoiseDensity.Squares([53, 50, 0, 0, 97], [50, 50, 4, 4, 92]);
        Assert.Equal(Math.Exp(-((9 / 50.0) + (9 / 100.0)) / 2), NoiseDensity.PValue(squares), 12);

        // An outside that expects too few does not count at all: three squares are left, one of which is given.
        squares = new NoiseDensity.Squares([53, 47, 50, 7], [50, 50, 50, 4]);
        Assert.Equal(Math.Exp(-(2 * 9 / 50.0) / 2), NoiseDensity.PValue(squares), 12);
    }

    // The mean of exp(-|x - y|^2 / (2 s^2)) over the unit circle is exp(-(r^2 + 1) / (2 s^2)) I0(r / s^2) (Rice 1945).
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.3, -0.4)]
    [InlineData(1.2, 0.9)]
    public void With_normal_noise_the_density_is_that_of_rice(double x, double y)
    {
        var r = Math.Sqrt((x * x) + (y * y));
        var exact = Math.Exp(-((r * r) + 1) / (2 * Sd * Sd)) * SpecialFunctions.BesselI0(r / (Sd * Sd))
            / (2 * Math.PI * Sd * Sd);
        Assert.Equal(exact, new NoisedCircle(new(Sd, Annealing.None)).Density(x, y), 1e-6 * exact);
    }

    // At the centre y'S^-1 y is a + b cos 2t, a half the trace of S^-1, a^2 - b^2 its determinant.
    [Fact]
    public void With_a_covariance_the_density_at_the_centre_is_that_of_the_closed_form()
    {
        var determinant = (1 * 0.5) - (0.6 * 0.6);
        var a = (1 + 0.5) / determinant / 2;
        var b = Math.Sqrt((a * a) - (1 / determinant));
        var exact = Math.Exp(-a / (2 * Sd * Sd)) * SpecialFunctions.BesselI0(b / (2 * Sd * Sd))
            / (2 * Math.PI * Sd * Sd * Math.Sqrt(determinant));
        var circle = new NoisedCircle(new(Sd, Annealing.None, Covariance: [1, 0.6, 0.6, 0.5]));
        Assert.Equal(exact, circle.Density(0, 0), 1e-6 * exact);
    }

    [Fact]
    public void With_cauchy_noise_and_in_a_disc_the_density_is_that_of_the_closed_form()
    {
        // All of the circle is 1 from its centre.
        var cauchy = new NoisedCircle(new(Sd, Annealing.None, Law: NoiseLaw.Cauchy));
        Assert.Equal(Math.Pow(1 + (1 / (Sd * Sd)), -1.5) / (2 * Math.PI * Sd * Sd), cauchy.Density(0, 0), 1e-12);

        // A disc's radius is 2 s: from a point of the circle 4 asin s of its 2 pi are within that.
        var disc = new NoisedCircle(new(Sd, Annealing.None, Law: NoiseLaw.Ball));
        Assert.Equal(4 * Math.Asin(Sd) / (2 * Math.PI) / (4 * Math.PI * Sd * Sd), disc.Density(1, 0), 2e-3);
        Assert.Equal(0, disc.Density(0, 0));
    }

    [Fact]
    public void The_shares_of_all_squares_and_the_outside_are_one_and_as_even_as_the_circle()
    {
        var shares = new NoisedCircle(new(Sd, Annealing.None)).Shares(2);
        Assert.Equal(1, shares.Sum(), 12);
        Assert.InRange(shares[^1], 0, 0.01);
        for (var i = 0; i < NoisedCircle.Cells; i++)
        {
            for (var j = 0; j < NoisedCircle.Cells; j++)
            {
                Assert.Equal(shares[(i * NoisedCircle.Cells) + j], shares[(j * NoisedCircle.Cells) + i], 1e-12);
            }
        }
    }
}
