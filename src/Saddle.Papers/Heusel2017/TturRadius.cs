using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// At the toy saddle the players do not feel each other: x is multiplied by 1 - 200 eta_g, y by 1 - 2 eta_d.
/// </summary>
[Entry(
    "ttur-radius",
    "the spectral radius of plain updates on the toy saddle of the two time-scale paper",
    @"\rho = \max(|1 - 200\,\eta_g|,\ |1 - 2\,\eta_d|^k)",
    "derived for the toy data of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record TturRadius : ClosedForm
{
    /// <summary>The curvature of x at the saddle.</summary>
    public const double CurvatureX = 200;

    /// <summary>The curvature of y at the saddle.</summary>
    public const double CurvatureY = 2;

    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule)
    {
        var k = rule switch
        {
            Simultaneous => 1,
            Alternating alternating => alternating.K,
            _ => 0,
        };
        return game is TturSaddle && k > 0
            ? Math.Max(
                Math.Abs(1 - (CurvatureX * rule.EtaG.At(0))),
                Math.Pow(Math.Abs(1 - (CurvatureY * rule.EtaD.At(0))), k))
            : null;
    }
}
