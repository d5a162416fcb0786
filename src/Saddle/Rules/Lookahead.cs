using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Lookahead: k plain steps, then a step back towards where they began, <c>z' = z + alpha (z_k - z)</c>. One update is
/// the whole cycle, so that nothing need be remembered and the spectrum is that of the cycle.
/// </summary>
/// <param name="K">The plain steps of a cycle.</param>
/// <param name="Alpha">How much of the way is kept; 1 for plain steps.</param>
/// <param name="Order">Who moves first in the plain steps, or both at once.</param>
/// <remarks>
/// Zhang et al. 2019, arXiv:1907.08610; for games Chavdarova et al. 2021, arXiv:2006.14567, algorithm 1.
/// </remarks>
[Entry(
    "lookahead",
    "k plain steps, then a step back towards where they began",
    @"z_{i+1} = z_i - \eta F(z_i)\ (i < k),\quad z' = z_0 + \alpha (z_k - z_0)",
    "Zhang et al. 2019 (arXiv:1907.08610); Chavdarova et al. 2021 (arXiv:2006.14567), algorithm 1")]
public sealed record Lookahead(
    [Parameter("the plain steps of a cycle", Min = 1, Max = 10000)] int K = 5,
    [Parameter("how much of the way is kept", Min = 0, Max = 1)] double Alpha = 0.5,
    [Parameter("who moves first in the plain steps, or both at once")] Order Order = Order.Simultaneous) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Lookahead>(), game);

    private sealed class Bound<T>(Pack<Lookahead> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _slow = new T[game.Size()];
        private readonly int _k = settings.First.K;
        private readonly T _alpha = settings.ToScalar<T>(r => r.Alpha);
        private readonly Update<T> _plain = Plain.Bind(settings, game, settings.First.Order);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            state.CopyTo(_slow);
            for (var i = 0; i < _k; i++)
            {
                // The plain steps of all cycles are numbered through: schedules and samples go on.
                _plain.Step(state, [], key with { Step = (key.Step * _k) + i });
            }

            for (var i = 0; i < state.Length; i++)
            {
                state[i] = T.FusedMultiplyAdd(_alpha, state[i] - _slow[i], _slow[i]);
            }
        }
    }
}
