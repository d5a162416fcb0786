using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Unrolling: the generator descends its loss at a discriminator that has looked <paramref name="K"/> steps ahead. The
/// papers leave open what becomes of those steps, so all three readings are here.
/// </summary>
/// <param name="Mode">What becomes of the discriminator's steps.</param>
/// <param name="K">How many steps the discriminator looks ahead.</param>
/// <remarks>
/// With <c>psi_0 = psi</c>, <c>psi_{i+1} = psi_i - eta_d grad_psi L_D(theta, psi_i)</c>:
/// keep: <c>theta' = theta - eta_g grad_theta L_G(theta, psi_k)</c>, <c>psi' = psi_k</c>;
/// lookahead: the same generator step, but <c>psi' = psi_1</c>;
/// differentiate: <c>theta' = theta - eta_g d/dtheta L_G(theta, psi_k(theta))</c>, <c>psi' = psi_1</c>, the total
/// derivative through all steps (Metz et al. 2017, arXiv:1611.02163, equations 7 to 10), by adjoint recursion with J'.
/// </remarks>
[Entry(
    "unrolled",
    "the generator sees a discriminator k steps ahead",
    @"\psi_{i+1} = \psi_i - \eta_d \nabla_\psi L_D(\theta,\psi_i),\quad "
        + @"\theta' = \theta - \eta_g \frac{d}{d\theta} L_G(\theta,\psi_k(\theta)),\quad \psi' = \psi_1",
    "Metz et al. 2017 (arXiv:1611.02163), equations 7 to 10")]
public sealed record Unrolled(
    [Parameter("what becomes of the steps ahead: kept; only looked at; or looked at and differentiated through")]
    UnrollMode Mode = UnrollMode.Differentiate,
    [Parameter("how many steps the discriminator looks ahead", Min = 1, Max = 1000)] int K = 5) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Unrolled>(), game);

    private sealed class Bound<T>(Pack<Unrolled> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly int _k = settings.First.K;
        private readonly UnrollMode _mode = settings.First.Mode;
        private readonly T[][] _path = [.. Enumerable.Range(0, settings.First.K + 1).Select(_ => new T[game.Size()])];
        private readonly T[] _gradient = new T[game.Size()];
        private readonly T[] _adjoint = new T[game.Size()];
        private readonly T[] _step = new T[game.Size()];
        private readonly T[] _product = new T[game.Size()];

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            var (etaG, etaD) = (Eta(Player.Generator, key.Step), Eta(Player.Discriminator, key.Step));
            state.CopyTo(_path[0]);
            for (var i = 0; i < _k; i++)
            {
                _path[i].CopyTo(_path[i + 1], 0);
                var ahead = key with { Draw = i, Extrapolated = i > 0 && _mode != UnrollMode.Keep };
                Descend(
                    Player.Discriminator,
                    _path[i + 1],
                    Gradient(Player.Discriminator, _path[i], _gradient, ahead),
                    etaD);
            }

            var direction = _mode == UnrollMode.Differentiate
                ? TotalGradient(etaD, key)
                : Gradient(Player.Generator, _path[_k], _gradient, key with { Draw = _k });
            Descend(Player.Generator, state, direction, etaG);
            Game.Slice(Player.Discriminator, _path[_mode == UnrollMode.Keep ? _k : 1].AsSpan())
                .CopyTo(Game.Slice(Player.Discriminator, state));
        }

        /// <summary>
        /// d/dtheta of L_G(theta, psi_k(theta)). The adjoint a = dL_G/dpsi_i goes backwards through
        /// psi_{i+1} = P(psi_i - eta_d F_psi(theta, psi_i)): a' = P' a, then the rows of J that belong to the
        /// discriminator give both what reaches theta and what reaches psi_i.
        /// </summary>
        private Span<T> TotalGradient(T etaD, in SampleKey key)
        {
            var total = Gradient(Player.Generator, _path[_k], _gradient, key with { Draw = _k });
            var adjoint = Game.Slice(Player.Discriminator, _adjoint.AsSpan());
            Game.Gradient(Player.Generator, Player.Discriminator, _path[_k], adjoint, key with { Draw = _k });
            for (var i = _k - 1; i >= 0; i--)
            {
                // Where the projection acts is decided by the point before it, which is not kept: it is computed again.
                var raw = _product.AsSpan();
                _path[i].CopyTo(raw);
                var step = Game.Slice(Player.Discriminator, _step.AsSpan());
                Game.Gradient(Player.Discriminator, Player.Discriminator, _path[i], step, key with { Draw = i });
                Descend(Game.Slice(Player.Discriminator, raw), step, etaD);
                Game.ProjectAdjoint(Player.Discriminator, raw, adjoint);
                Game.Slice(Player.Generator, _adjoint.AsSpan()).Fill(0.0);
                Game.TransposedJacobianProduct(_path[i], _adjoint, _product, key with { Draw = i });
                Descend(total, Game.Slice(Player.Generator, _product.AsSpan()), etaD);
                Descend(adjoint, Game.Slice(Player.Discriminator, _product.AsSpan()), etaD);
            }

            return total;
        }
    }
}
