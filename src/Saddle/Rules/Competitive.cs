using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Competitive gradient descent: both players move to the Nash equilibrium of the game's bilinear approximation with a
/// quadratic cost of moving: the step d solves <c>d = -H (F + K d)</c>, K the part of J by which each player's gradient
/// depends on the other, H the players' learning rates.
/// </summary>
/// <param name="Iterations">Where coordinates are tensors: the number of iterations of the linear solver.</param>
/// <remarks>
/// Schaefer and Anandkumar 2019, arXiv:1905.12103, equation 4: eliminating one player gives their
/// <c>(I - eta^2 D_xy f D_yx g)^-1 (grad_x f - eta D_xy f grad_y g)</c>. Where coordinates are numbers the system is
/// solved whole and directly, at a cost that grows with the cube of their number. Where they are tensors one player is
/// eliminated as above and the rest is solved by minimal residuals with conjugate products (GCR: Eisenstat, Elman,
/// Schultz 1983), each iteration two products with J; it is exact after as many iterations as there are distinct
/// eigenvalues, and each multiplies the residual by at most eta_g eta_d |K|^2.
/// </remarks>
[Entry(
    "competitive",
    "each player foresees the other's answer in a bilinear model of the game",
    @"(I + \eta K)\,\Delta = -\eta F,\quad K = \begin{pmatrix} 0 & D_{\theta\psi} L_G \\ D_{\psi\theta} L_D & 0 "
        + @"\end{pmatrix}",
    "Schaefer and Anandkumar 2019 (arXiv:1905.12103), equation 4")]
public sealed record Competitive(
    [Parameter("for networks: the iterations of the linear solver", Min = 1, Max = 1000)] int Iterations = 8) : Rule
{
    /// <inheritdoc/>
    public override bool SolvesEquations => true;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        T.IsBlock ? new Blocks<T>(settings.As<Competitive>(), game) : new Bound<T>(settings, game);

    /// <summary>Coordinates are numbers.</summary>
    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _unit = new T[game.Size()];
        private readonly T[] _column = new T[game.Size()];
        private readonly LinearSystem<T> _system = new(game.Size());

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            for (var j = 0; j < _field.Length; j++)
            {
                Array.Fill(_unit, 0.0);
                _unit[j] = 1.0;
                Game.JacobianProduct(state, _unit, _column, key);
                for (var i = 0; i < _field.Length; i++)
                {
                    var others = i < Game.GeneratorSize != j < Game.GeneratorSize;
                    _system[i, j] = others ? EtaOf(i, key.Step) * _column[i] : _unit[i];
                }
            }

            for (var i = 0; i < _field.Length; i++)
            {
                _field[i] = EtaOf(i, key.Step) * _field[i];
            }

            _system.Solve(_field);
            Descend(Player.Generator, state, Game.Slice(Player.Generator, _field.AsSpan()), 1.0);
            Descend(Player.Discriminator, state, Game.Slice(Player.Discriminator, _field.AsSpan()), 1.0);
        }
    }

    /// <summary>Coordinates are tensors.</summary>
    private sealed class Blocks<T>(Pack<Competitive> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly int _iterations = settings.First.Iterations;

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            // With x, y the players' parts of H F: (I - M N) dx = x - M y, then dy = y - N dx; M = H K from
            // discriminator to generator, N back.
            var step = new T[state.Length];
            Field(state, step, key);
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = EtaOf(i, key.Step) * step[i];
            }

            var (x, y) = (step[..Game.GeneratorSize], step[Game.GeneratorSize..]);
            var at = state.ToArray();
            var of = key;
            x = Solve(
                v => Less(v, Answer(Player.Generator, Answer(Player.Discriminator, v, at, of), at, of)),
                Less(x, Answer(Player.Generator, y, at, of)));
            y = Less(y, Answer(Player.Discriminator, x, at, of));
            Descend(Player.Generator, state, x, 1.0);
            Descend(Player.Discriminator, state, y, 1.0);
        }

        private static T[] Less(T[] a, T[] b) => [.. a.Zip(b, (left, right) => left - right)];

        /// <summary>
        /// How a player's step changes when the other moves along v: eta times the player's rows of J v.
        /// </summary>
        private T[] Answer(Player player, T[] v, T[] state, SampleKey key)
        {
            var (direction, product) = (new T[state.Length], new T[state.Length]);
            Array.Fill(direction, 0.0);
            v.CopyTo(
                Game.Slice(player == Player.Generator ? Player.Discriminator : Player.Generator, direction.AsSpan()));
            Game.JacobianProduct(state, direction, product, key);
            var eta = Eta(player, key.Step);
            return [.. Game.Slice(player, product.AsSpan()).ToArray().Select(value => eta * value)];
        }

        /// <summary>
        /// Generalised conjugate residuals: each direction's image is orthogonal to the images before it.
        /// </summary>
        private T[] Solve(Func<T[], T[]> apply, T[] right)
        {
            var (solution, residual) = (new T[right.Length], right.ToArray());
            Array.Fill(solution, 0.0);
            var images = new List<(T[] Direction, T[] Image, T Square)>();
            for (var k = 0; k < _iterations; k++)
            {
                var (direction, image) = (residual.ToArray(), apply(residual));
                foreach (var before in images)
                {
                    var overlap = Ratio(Dot(image, before.Image), before.Square);
                    Descend(direction, before.Direction, overlap);
                    Descend(image, before.Image, overlap);
                }

                var square = Dot(image, image);
                var length = Ratio(Dot(residual, image), square);
                Descend(solution, direction, -length);
                Descend(residual, image, length);
                images.Add((direction, image, square));
            }

            return solution;
        }

        // Once the residual is 0 there is nothing left to divide by, and nothing to do.
        private static T Ratio(T value, T square) =>
            T.Select(square > 0.0, value / T.Select(square > 0.0, square, 1.0), 0.0);
    }
}
