using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>
/// The Dirac-GAN at its equilibrium: the field's Jacobian is [[0, -p], [q, c]] with p and q the losses' slopes at 0 and
/// c the curvature that the penalty gives the discriminator: gamma for R1 and R2, 2 f'' sigma^2 for instance noise.
/// </summary>
[Entry(
    "dirac-radius",
    "the spectral radius of the Dirac-GAN's update",
    @"\lambda = -\tfrac{\gamma}{2} \pm \sqrt{\tfrac{\gamma^2}{4} - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), lemmas 2.3, 3.2 to 4.1")]
public sealed record DiracRadius : ClosedForm
{
    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule)
    {
        if (game is not DiracGan dirac || (dirac.Penalty == DiracPenalty.GradientPenalty && dirac.Gamma > 0))
        {
            return null;
        }

        // Slope of both losses in the discriminator's value at 0, and the second derivative of the discriminator's.
        var (slope, second) = dirac.Loss switch
        {
            DiracLoss.Vanilla or DiracLoss.NonSaturating => (0.5, 0.25),
            DiracLoss.LeastSquares => (1.0, 1.0),
            _ => (1.0, 0.0),
        };
        var curvature = dirac.Penalty switch
        {
            DiracPenalty.R1 or DiracPenalty.R2 => dirac.Gamma,
            DiracPenalty.InstanceNoise => 2 * second * dirac.Sigma * dirac.Sigma,
            _ => 0,
        };
        return Planar.Radius(rule, 0, -slope, slope, curvature);
    }
}
