using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Consensus optimisation: besides its own loss each player descends half the field's squared norm,
/// <c>z' = z - eta (F + gamma J' F)</c>.
/// </summary>
/// <param name="Gamma">The weight of the consensus.</param>
/// <remarks>
/// Mescheder et al. 2017, arXiv:1705.10461, algorithm 2. <c>J' F</c> is the gradient of <c>|F|^2 / 2</c>, without a
/// further factor.
/// </remarks>
[Entry(
    "consensus",
    "each player also descends the squared norm of the field",
    @"z' = z - \eta\,(F + \gamma J^\top F)",
    "Mescheder et al. 2017 (arXiv:1705.10461), algorithm 2")]
public sealed record Consensus(
    [Parameter("the weight of the consensus", Min = 0, Max = 1e6)] double Gamma = 1) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Consensus>(), game);

    private sealed class Bound<T>(Pack<Consensus> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _pull = new T[game.Size()];
        private readonly T _gamma = settings.ToScalar<T>(r => r.Gamma);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            Game.TransposedJacobianProduct(state, _field, _pull, key);
            for (var i = 0; i < _field.Length; i++)
            {
                _field[i] = T.FusedMultiplyAdd(_gamma, _pull[i], _field[i]);
            }

            DescendBoth(state, _field, key.Step);
        }
    }
}
