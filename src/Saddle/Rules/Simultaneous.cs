using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Simultaneous gradient descent: both players move at once, <c>theta' = theta - eta_g grad_theta L_G(theta, psi)</c>
/// and <c>psi' = psi - eta_d grad_psi L_D(theta, psi)</c>.
/// </summary>
/// <remarks>
/// Goodfellow et al. 2014, arXiv:1406.2661; as a dynamical system in Mescheder et al. 2017, arXiv:1705.10461, section
/// 3.
/// </remarks>
[Entry(
    "simultaneous",
    "both players move at once",
    @"\theta' = \theta - \eta_g \nabla_\theta L_G(\theta,\psi),\quad "
        + @"\psi' = \psi - \eta_d \nabla_\psi L_D(\theta,\psi)",
    "Goodfellow et al. 2014 (arXiv:1406.2661)")]
public sealed record Simultaneous : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _gradient = new T[game.Size()];

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _gradient, key);
            DescendBoth(state, _gradient, key.Step);
        }
    }
}
