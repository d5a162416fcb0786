using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Alternating gradient descent: one player moves, then the other sees where it went. The discriminator makes k moves a
/// round, the generator one.
/// </summary>
/// <remarks>
/// Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1 (discriminator first); Mescheder et al. 2018, arXiv:1801.04406,
/// section 2.
/// </remarks>
[Entry(
    "alternating",
    "one player moves, then the other sees where it went",
    @"\psi' = \psi - \eta_d \nabla_\psi L_D(\theta,\psi)\ (k\ \text{times}),\quad "
        + @"\theta' = \theta - \eta_g \nabla_\theta L_G(\theta,\psi')",
    "Goodfellow et al. 2014 (arXiv:1406.2661), algorithm 1")]
public sealed record Alternating : TurnTakingRule
{
    /// <summary>Who moves first.</summary>
    [Parameter("who moves first", Without = nameof(Order.Simultaneous))]
    public override Order Order { get; init; } = Order.DFirst;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Alternating>(), game);

    private sealed class Bound<T>(Pack<Alternating> settings, IGame<T> game) : TurnTaking<T>(settings, game)
        where T : IScalar<T>
    {
        protected override void Move(
            Player player,
            Span<T> state,
            ReadOnlySpan<T> gradient,
            Span<T> memory,
            in SampleKey key,
            long count) => Descend(player, state, gradient, Eta(player, key.Step));

        protected override void Turn(Player player, Span<T> state, Span<T> memory, in SampleKey key, long count) =>
            Descend(player, state, Room, Eta(player, key.Step), key);
    }
}
