using System.Numerics;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>
/// The bilinear game falls apart into one planar game a singular value s, with field Jacobian [[0, s], [-s, 0]].
/// </summary>
[Entry(
    "bilinear-radius",
    "the spectral radius of an update on the bilinear game",
    @"\rho = \max_s \sqrt{1+p}\ \text{(simultaneous)},\ 1\ \text{(alternating, } p < 4),\ 1/\sqrt{1+p}\ "
        + @"\text{(implicit)},\ \sqrt{(1-p)^2+p}\ \text{(extragradient)},\quad p = \eta_g \eta_d s^2",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 3; Gidel et al. 2019 (arXiv:1807.04740), section 3")]
public sealed record BilinearRadius : ClosedForm
{
    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule) =>
        game is Bilinear { Matrix.Length: 0 } bilinear && Of(rule, bilinear.SingularValues[0]) is not null
            ? Values(bilinear).Max(s => Of(rule, s)!.Value)
            : null;

    /// <summary>All singular values: two stand for the ends of a geometric series.</summary>
    private static IEnumerable<double> Values(Bilinear game) =>
        game.SingularValues is [var low, var high] && game.Size > 2
            ? Enumerable.Range(0, game.Size).Select(i => low * Math.Pow(high / low, i / (game.Size - 1.0)))
            : game.SingularValues;

    private static double? Of(Rule rule, double s)
    {
        var (g, e) = (rule.EtaG.At(0), rule.EtaD.At(0));
        var p = g * e * s * s;

        // Eigenvalues of H J are i and -i times sqrt p, H the rates; the two give conjugate results.
        var mu = new Complex(0, Math.Sqrt(p));
        return rule switch
        {
            Extragradient => Math.Sqrt(((1 - p) * (1 - p)) + p),
            Implicit or Competitive => 1 / Math.Sqrt(1 + p),
            Consensus consensus => Pulled(g, e, s, consensus.Gamma),
            Predictive predictive => Pulled(g, e, s, predictive.Gamma),
            SymplecticAdjustment { Align: false } adjustment => Pulled(g, e, s, adjustment.Lambda),
            Optimistic or PastExtragradient => Planar.Radius(1 - (2 * mu), -mu),
            HeavyBall { Order: Order.Simultaneous } ball =>
                Planar.Radius(1 + ball.Momentum - mu, new Complex(ball.Momentum, 0)),
            _ => Planar.Radius(rule, 0, s, -s, 0),
        };
    }

    /// <summary>Where the update is H (J + gamma s^2): J'J, -J^2 and A'J are all s^2 here.</summary>
    private static double Pulled(double g, double e, double s, double gamma)
    {
        var (left, right) = (1 - (g * gamma * s * s), 1 - (e * gamma * s * s));
        return Planar.Radius(left + right, (left * right) + (g * e * s * s));
    }
}
