using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Liang2019;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Tests;

/// <summary>The bounds on numbers of updates, as formulae.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData(1, 249, 56, 40)]
    [InlineData(4, 996, 885, 124)]
    [InlineData(25, 6220, 34539, 705)]
    [InlineData(100, 24878, 552621, 2777)]
    public void From_distance_one_to_a_millionth(double kappa, double omd, double co, double iu)
    {
        Assert.Equal(omd, Math.Ceiling(Method.Omd.Bound!(kappa)));
        Assert.Equal(co, Math.Ceiling(Method.Co.Bound!(kappa)));
        Assert.Equal(co, Math.Ceiling(Method.Pm.Bound!(kappa)));
        Assert.Equal(iu, Math.Ceiling(Method.Iu.Bound!(kappa)));
    }

    [Fact]
    public void Stable_games()
    {
        Assert.Equal(187, Math.Ceiling(Bounds.Sga(1, 6.76, 1, 1e-6)));
        var (alpha, beta) = StableGame.Constants(StableGame.Of(0));
        Assert.Equal(1, alpha, 12);
        Assert.Equal(6.76, beta, 12);

        // Without curvature of their own the largest eigenvalue of M'M would be |C|^2 = 100.
        Assert.InRange(StableGame.Constants(StableGame.Of(10)).Beta, 100 + 1, 100 + 6.76 + (2 * 10 * 1.6));
    }

    [Fact]
    public void No_bound_is_below_what_the_spectrum_needs_in_the_long_run()
    {
        for (var i = 0; i < 200; i++)
        {
            var random = new Philox(3, i, Purpose.Settings);
            var (smallest, largest) = (random.Uniform(0.05, 1), random.Uniform(1, 3));
            var gamma = random.Uniform(0.1, 2);
            var game = new Bilinear([Math.Sqrt(smallest), Math.Sqrt(largest)], [], 4, 1 + i);
            var (omd, co) = (1 / (2 * Math.Sqrt(largest)), Bounds.CoRate(largest, smallest, gamma));
            var iu = random.Uniform(0.1, 3);
            (Rule Rule, double Bound)[] methods =
            [
                (new Optimistic { EtaG = omd, EtaD = omd }, Bounds.Omd(largest, smallest, 1, 1e-6)),
                (new Consensus(gamma) { EtaG = co, EtaD = co }, Bounds.Co(largest, smallest, gamma, 1, 1e-6)),
                (new Predictive(gamma) { EtaG = co, EtaD = co }, Bounds.Co(largest, smallest, gamma, 1, 1e-6)),
                (new Implicit(1) { EtaG = iu, EtaD = iu }, Bounds.Iu(smallest, iu, 1, 1e-6)),
            ];
            foreach (var (rule, bound) in methods)
            {
                var needed = Math.Log(1e-6) / Math.Log(Spectrum.Of(game, rule).Radius!.Value);
                Assert.True(
                    needed > 0 && needed <= bound * (1 + 1e-9),
                    $"{game.InOneLine()}; {rule.InOneLine()}: {needed} updates, bound {bound}");
            }
        }
    }

    [Fact]
    public void Consensus_and_the_predictive_method_are_one_matrix_on_bilinear_games()
    {
        var game = Setting.Game(25);
        var co = Spectrum.Of(game, Method.Co.Rule(25)).Jacobian!;
        var pm = Spectrum.Of(game, Method.Pm.Rule(25)).Jacobian!;
        for (var i = 0; i < game.StateSize; i++)
        {
            for (var j = 0; j < game.StateSize; j++)
            {
                Assert.Equal(co[i, j], pm[i, j], 14);
            }
        }
    }
}
