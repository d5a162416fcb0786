using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Symplectic gradient adjustment: the rotation that the field's antisymmetric part A = (J - J')/2 brings is turned
/// into approach, <c>z' = z - eta (F + lambda A' F)</c>.
/// </summary>
/// <param name="Lambda">The weight of the adjustment.</param>
/// <param name="Align">
/// Whether the sign of the adjustment is chosen so that it points towards stable and away from unstable points: that of
/// <c>&lt;F, J'F&gt; &lt;A'F, J'F&gt;</c>, plus where that is 0.
/// </param>
/// <remarks>Balduzzi et al. 2018, arXiv:1802.05642, equation 2 and proposition 5 (alignment).</remarks>
[Entry(
    "symplectic-adjustment",
    "the field's rotation is turned into approach",
    @"z' = z - \eta\,(F + \lambda A^\top F),\quad A = \tfrac12 (J - J^\top)",
    "Balduzzi et al. 2018 (arXiv:1802.05642), equation 2")]
public sealed record SymplecticAdjustment(
    [Parameter("the weight of the adjustment", Min = -1e6, Max = 1e6)] double Lambda = 1,
    [Parameter("whether the sign of the adjustment is chosen to seek stable and leave unstable points")]
    bool Align = false) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<SymplecticAdjustment>(), game);

    private sealed class Bound<T>(Pack<SymplecticAdjustment> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _forward = new T[game.Size()];
        private readonly T[] _backward = new T[game.Size()];
        private readonly T _lambda = settings.ToScalar<T>(r => r.Lambda);
        private readonly bool _align = settings.First.Align;

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            Game.JacobianProduct(state, _field, _forward, key);
            Game.TransposedJacobianProduct(state, _field, _backward, key);
            for (var i = 0; i < _field.Length; i++)
            {
                _forward[i] = 0.5 * (_backward[i] - _forward[i]);
            }

            var weight = _lambda;
            if (_align)
            {
                var agreement = Dot(_field, _backward) * Dot(_forward, _backward);
                weight = T.Select(agreement >= 0.0, weight, -weight);
            }

            for (var i = 0; i < _field.Length; i++)
            {
                _field[i] = T.FusedMultiplyAdd(weight, _forward[i], _field[i]);
            }

            DescendBoth(state, _field, key.Step);
        }
    }
}
