using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Adam: each coordinate's step is scaled by running means of its gradient and of its square, with bias correction,
/// <c>m' = b1 m + (1 - b1) g</c>, <c>v' = b2 v + (1 - b2) g^2</c>, <c>z' = z - eta mhat / (sqrt(vhat) + eps)</c>.
/// Memory: m, v.
/// </summary>
/// <param name="Beta1">The decay of the mean.</param>
/// <param name="Beta2">The decay of the mean square.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <remarks>Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.</remarks>
[Entry(
    "adam",
    "each coordinate's step scaled by running means of its gradient and its square",
    @"m' = \beta_1 m + (1-\beta_1) g,\quad v' = \beta_2 v + (1-\beta_2) g^2,\quad z' = z - \eta\, "
        + @"\hat m' / (\sqrt{\hat v'} + \epsilon)",
    "Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1")]
public sealed record Adam(
    [IAdaptive.Beta1] double Beta1 = 0.9,
    [IAdaptive.Beta2] double Beta2 = 0.999,
    [IAdaptive.Epsilon] double Epsilon = 1e-8) : TurnTakingRule, IAdaptive
{
    /// <inheritdoc/>
    public override string? WhyNotDifferentiable => IAdaptive.WhyNot;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings.As<Adam>(), game);

    private sealed class Bound<T>(Pack<Adam> settings, IGame<T> game) : TurnTaking<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly Moments<T> _moments = IAdaptive.Moments<T>(settings);

        private readonly T[] _direction = new T[game.Size()];

        public override int MemorySize => 2 * Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => memory.Fill(0.0);

        protected override void Move(
            Player player,
            Span<T> state,
            ReadOnlySpan<T> gradient,
            Span<T> memory,
            in SampleKey key,
            long count)
        {
            var direction = Game.Slice(player, _direction.AsSpan());
            _moments.Take(
                gradient,
                Game.Slice(player, memory[..state.Length]),
                Game.Slice(player, memory[state.Length..]),
                direction,
                count);
            Descend(player, state, direction, Eta(player, key.Step));
        }
    }
}
