using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// The discriminator answers each generator with a best response, then the generator takes one gradient step:
/// <c>psi' in argmin L_D(theta, .)</c>, <c>theta' = theta - eta_g grad_theta L_G(theta, psi')</c>.
/// </summary>
/// <remarks>
/// Goodfellow et al. 2014, arXiv:1406.2661, section 4; Li et al. 2018, arXiv:1706.09884, section 2 (optimal
/// discriminator dynamics).
/// </remarks>
[Entry(
    "optimal-discriminator",
    "the discriminator answers with its best response, then the generator moves",
    @"\psi' \in \arg\min_\psi L_D(\theta,\psi),\quad \theta' = \theta - \eta_g \nabla_\theta L_G(\theta,\psi')",
    "Li, Madry, Peebles, Schmidt 2018 (arXiv:1706.09884), section 2")]
public sealed record OptimalDiscriminator : Rule
{
    /// <inheritdoc/>
    public override bool UsesBestResponse => true;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _gradient = new T[game.Size()];

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Game.BestRespond(state);
            Descend(
                Player.Generator,
                state,
                Gradient(Player.Generator, state, _gradient, key),
                Eta(Player.Generator, key.Step));
        }
    }
}
