using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>The bilinear game falls apart into one planar game a singular value s, with field Jacobian [[0, s], [-s, 0]].</summary>
[Entry(
    "bilinear-radius",
    "the spectral radius of plain updates on the bilinear game",
    @"\rho = \max_s \sqrt{1 + \eta_g \eta_d s^2}\ \text{(simultaneous)},\quad 1\ \text{(alternating, } \eta_g \eta_d s^2 < 4)",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 3; Gidel et al. 2019 (arXiv:1807.04740), section 3")]
public sealed record BilinearRadius : ClosedForm
{
    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule) =>
        game is Bilinear { Matrix.Length: 0 } bilinear
            ? bilinear.SingularValues.Max(s => Planar.Radius(rule, 0, s, -s, 0))
            : null;
}
