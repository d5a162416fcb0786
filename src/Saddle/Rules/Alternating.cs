using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Alternating gradient descent: one player moves, then the other sees where it went. The discriminator makes
/// <paramref name="K"/> steps a round, the generator one.
/// </summary>
/// <param name="Order">Who moves first.</param>
/// <param name="K">The discriminator's steps a round.</param>
/// <param name="Fresh">Whether who moves second sees a fresh sample rather than the last one of the player before.</param>
/// <remarks>Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1 (discriminator first); Mescheder et al. 2018, arXiv:1801.04406, section 2.</remarks>
[Entry("alternating", "one player moves, then the other sees where it went", @"\psi' = \psi - \eta_d \nabla_\psi L_D(\theta,\psi)\ (k\ \text{times}),\quad \theta' = \theta - \eta_g \nabla_\theta L_G(\theta,\psi')", "Goodfellow et al. 2014 (arXiv:1406.2661), algorithm 1")]
public sealed record Alternating(
    [Parameter("who moves first")] Order Order = Order.DFirst,
    [Parameter("the discriminator's steps a round", Min = 1, Max = 1000)] int K = 1,
    [Parameter("whether who moves second sees a fresh sample rather than the last one of the player before")] bool Fresh = true) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _gradient = new T[game.Size()];
        private readonly Order _order = ((Alternating)settings.First).Order;
        private readonly int _k = ((Alternating)settings.First).K;
        private readonly bool _fresh = ((Alternating)settings.First).Fresh;

        public override void Step(Span<T> state, Span<T> memory, in Sample sample)
        {
            if (_order == Order.GFirst)
            {
                Move(Player.Generator, state, sample with { Draw = _fresh ? _k : 0 });
            }

            for (var i = 0; i < _k; i++)
            {
                Move(Player.Discriminator, state, sample with { Draw = i, Shared = !_fresh && _order == Order.DFirst && i == _k - 1 });
            }

            if (_order == Order.DFirst)
            {
                Move(Player.Generator, state, sample with { Draw = _fresh ? _k : _k - 1 });
            }
        }

        private void Move(Player player, Span<T> state, in Sample sample) =>
            Descend(player, state, Gradient(player, state, _gradient, sample), Eta(player, sample.Step));
    }
}

/// <summary>Who moves first in an alternating round.</summary>
public enum Order
{
    /// <summary>The discriminator first: the generator sees the new discriminator.</summary>
    DFirst,

    /// <summary>The generator first: the discriminator sees the new generator.</summary>
    GFirst,
}
