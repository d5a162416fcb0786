using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Competitive gradient descent: both players move to the Nash equilibrium of the game's bilinear approximation with a
/// quadratic cost of moving: the step d solves <c>d = -H (F + K d)</c>, K the part of J by which each player's gradient
/// depends on the other, H the players' steps.
/// </summary>
/// <remarks>
/// Schaefer and Anandkumar 2019, arXiv:1905.12103, equation 4: eliminating one player gives their
/// <c>(I - eta^2 D_xy f D_yx g)^-1 (grad_x f - eta D_xy f grad_y g)</c>. The system is solved whole and directly; the cost
/// grows with the cube of the number of coordinates.
/// </remarks>
[Entry(
    "competitive",
    "each player foresees the other's answer in a bilinear model of the game",
    @"(I + \eta K)\,\Delta = -\eta F,\quad K = \begin{pmatrix} 0 & D_{\theta\psi} L_G \\ D_{\psi\theta} L_D & 0 \end{pmatrix}",
    "Schaefer and Anandkumar 2019 (arXiv:1905.12103), equation 4")]
public sealed record Competitive : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _unit = new T[game.Size()];
        private readonly T[] _column = new T[game.Size()];
        private readonly LinearSystem<T> _system = new(game.Size());

        public override void Step(Span<T> state, Span<T> memory, in Sample sample)
        {
            Field(state, _field, sample);
            for (var j = 0; j < _field.Length; j++)
            {
                Array.Fill(_unit, 0.0);
                _unit[j] = 1.0;
                Game.JacobianProduct(state, _unit, _column, sample);
                for (var i = 0; i < _field.Length; i++)
                {
                    var others = i < Game.GeneratorSize != j < Game.GeneratorSize;
                    _system[i, j] = others ? EtaOf(i, sample.Step) * _column[i] : _unit[i];
                }
            }

            for (var i = 0; i < _field.Length; i++)
            {
                _field[i] = EtaOf(i, sample.Step) * _field[i];
            }

            _system.Solve(_field);
            Descend(Player.Generator, state, Game.Of(Player.Generator, _field.AsSpan()), 1.0);
            Descend(Player.Discriminator, state, Game.Of(Player.Discriminator, _field.AsSpan()), 1.0);
        }
    }
}
