using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>
/// Rules on a field that is known by its Jacobian alone, against closed forms and the games' own spectra.
/// </summary>
public sealed class LinearUpdateTests
{
    [Theory]
    [InlineData(0.3, 0.7, 2.0, 0.5)]
    [InlineData(0.9, 0.05, 1.0, 1.5)]
    public void A_linear_critic_with_R1_has_the_radius_of_the_closed_form(
        double etaG, double etaD, double s, double gamma)
    {
        // theta' = theta + eta_g s psi, psi' = psi - eta_d (s theta + gamma psi): determinant of the update
        double[,] jacobian = { { 0, -s }, { s, gamma } };
        var rule = new Simultaneous { EtaG = etaG, EtaD = etaD };
        var values = Values(LinearUpdate.Matrix(jacobian, 1, rule));
        var product = values[0] * values[1];
        Assert.Equal(1 - (gamma * etaD) + (etaD * etaG * s * s), product.Real, 12);
    }

    [Theory]
    [InlineData("simultaneous")]
    [InlineData("alternating")]
    [InlineData("extragradient")]
    [InlineData("past-extragradient")]
    [InlineData("optimistic")]
    [InlineData("consensus")]
    [InlineData("heavy-ball")]
    [InlineData("implicit")]
    [InlineData("competitive")]
    [InlineData("lookahead")]
    [InlineData("predictive")]
    public void A_rule_has_the_spectrum_that_it_has_on_the_game_itself(string name)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var rule = Saddle.Catalog.Catalog<Rule>.Get(name).Create(none);
        var game = Saddle.Catalog.Catalog<Game>.Get("quadratic")
            .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["size"] = "3" });
        var spectrum = Spectrum.Of(game, rule);
        var field = Jacobian(game, spectrum.At);
        var values = Values(LinearUpdate.Matrix(field, game.Bind<Real>().GeneratorSize, rule));
        Assert.Equal(spectrum.Eigenvalues.Count, values.Count);
        Assert.All(
            spectrum.Eigenvalues, e => Assert.Contains(values, v => Complex.Abs(v - e) < 1e-6));
    }

    [Fact]
    public void What_a_field_does_not_tell_is_refused_in_words()
    {
        double[,] jacobian = { { 0, -1 }, { 1, 0 } };
        foreach (var rule in new Rule[] { new OptimalDiscriminator(), new Unrolled() })
        {
            var refusal = Assert.Throws<NotSupportedException>(() => LinearUpdate.Matrix(jacobian, 1, rule));
            Assert.Contains("a field alone", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static double[,] Jacobian(Game game, double[] at)
    {
        var bound = game.Bind<Real>();
        var jacobian = new double[at.Length, at.Length];
        for (var j = 0; j < at.Length; j++)
        {
            var (v, product) = (new Real[at.Length], new Real[at.Length]);
            v[j] = 1;
            bound.JacobianProduct(at.ToScalars<Real>(), v, product, default);
            for (var i = 0; i < at.Length; i++)
            {
                jacobian[i, j] = product[i].Value;
            }
        }

        return jacobian;
    }

    private static IReadOnlyList<Complex> Values(double[,] matrix) =>

        [.. Matrix<double>.Build.DenseOfArray(matrix).Evd().EigenValues];
}
