using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers;

/// <summary>
/// The bilinear game with a bend, under simultaneous descent: the field's Jacobian at rest is [[0, 1], [-1, -bend]].
/// </summary>
[Entry(
    "almost-bilinear-radius",
    "the spectral radius of the bilinear game with a bend",
    @"\lambda^2 - (2 + \eta\epsilon)\lambda + 1 + \eta\epsilon + \eta^2 = 0",
    "made up for this guide")]
public sealed record AlmostBilinearRadius : ClosedForm
{
    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule)
    {
        if (game is not AlmostBilinear { Bend: var bend } || rule is not Simultaneous)
        {
            return null;
        }

        var (g, d) = (rule.EtaG.At(0), rule.EtaD.At(0));
        var (half, determinant) = (1 + (d * bend / 2), 1 + (d * bend) + (g * d));
        var square = (half * half) - determinant;
        return square < 0 ? Math.Sqrt(determinant) : half + Math.Sqrt(square);
    }
}
