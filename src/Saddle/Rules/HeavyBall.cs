using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Gradient descent with Polyak's momentum, which may be negative: <c>v' = beta v - eta F</c>, <c>z' = z + v'</c>.
/// Memory: v.
/// </summary>
/// <param name="Momentum">The momentum beta.</param>
/// <remarks>Polyak 1964; negative momentum in games: Gidel et al. 2019, arXiv:1807.04740, equation 4.</remarks>
[Entry(
    "heavy-ball",
    "momentum, which in games may well be negative",
    @"v' = \beta v - \eta F(z),\quad z' = z + v'",
    "Polyak 1964; Gidel et al. 2019 (arXiv:1807.04740), equation 4")]
public sealed record HeavyBall(
    [Parameter("the momentum; negative allowed", Min = -1, Max = 1)] double Momentum = 0.5) : TurnTakingRule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<HeavyBall>(), game);

    private sealed class Bound<T>(Pack<HeavyBall> settings, IGame<T> game) : TurnTaking<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T _momentum = settings.ToScalar<T>(r => r.Momentum);

        public override int MemorySize => Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => memory.Fill(0.0);

        protected override void Move(
            Player player,
            Span<T> state,
            ReadOnlySpan<T> gradient,
            Span<T> memory,
            in SampleKey key,
            long count)
        {
            // The memory holds -v / eta of the field's units: descending by eta times it is z + v.
            var velocity = Game.Slice(player, memory);
            for (var i = 0; i < velocity.Length; i++)
            {
                velocity[i] = T.FusedMultiplyAdd(_momentum, velocity[i], gradient[i] * Eta(player, key.Step));
            }

            Descend(player, state, velocity, 1.0);
        }
    }
}
