using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Optimistic Adam: twice Adam's direction now, less the last one: with <c>d_t = mhat_t / (sqrt(vhat_t) + eps)</c>,
/// <c>z' = z - 2 eta d_t + eta d_{t-1}</c>. Memory: m, v and the last direction, at first 0.
/// </summary>
/// <param name="Beta1">The decay of the mean.</param>
/// <param name="Beta2">The decay of the mean square.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <remarks>Daskalakis et al. 2018, arXiv:1711.00141, algorithm 1.</remarks>
[Entry(
    "optimistic-adam",
    "Adam whose last direction foretells the next one",
    @"z' = z - 2\eta\, d_t + \eta\, d_{t-1},\quad d_t = \hat m_t / (\sqrt{\hat v_t} + \epsilon)",
    "Daskalakis et al. 2018 (arXiv:1711.00141), algorithm 1")]
public sealed record OptimisticAdam(
    [IAdaptive.Beta1] double Beta1 = 0.9,
    [IAdaptive.Beta2] double Beta2 = 0.999,
    [IAdaptive.Epsilon] double Epsilon = 1e-8) : TurnTakingRule, IAdaptive
{
    /// <inheritdoc/>
    public override string? WhyNotDifferentiable => IAdaptive.WhyNot;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<OptimisticAdam>(), game);

    private sealed class Bound<T>(Pack<OptimisticAdam> settings, IGame<T> game) : TurnTaking<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly Moments<T> _moments = IAdaptive.Moments<T>(settings);

        private readonly T[] _direction = new T[game.Size()];

        public override int MemorySize => 3 * Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => memory.Fill(0.0);

        protected override void Move(
            Player player,
            Span<T> state,
            ReadOnlySpan<T> gradient,
            Span<T> memory,
            in SampleKey key,
            long count)
        {
            var n = state.Length;
            var direction = Game.Slice(player, _direction.AsSpan());
            var last = Game.Slice(player, memory[(2 * n)..]);
            _moments.Take(
                gradient,
                Game.Slice(player, memory[..n]),
                Game.Slice(player, memory[n..(2 * n)]),
                direction,
                count);
            for (var i = 0; i < direction.Length; i++)
            {
                (direction[i], last[i]) = ((2.0 * direction[i]) - last[i], direction[i]);
            }

            Descend(player, state, direction, Eta(player, key.Step));
        }
    }
}
