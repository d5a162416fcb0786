using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Implicit updates: the step uses the field where it ends, <c>z' = z - eta F(z')</c>, found by Newton's method from z.
/// </summary>
/// <param name="Iterations">Newton's steps; one is enough where the field is linear.</param>
/// <remarks>
/// Liang and Stokes 2019, arXiv:1802.06132, section 3 (IU). Each of Newton's steps solves
/// <c>(I + H J) d = z - H F(w) - w</c> with the dense Jacobian, H the players' learning rates; the cost grows with the
/// cube of the number of coordinates. No projection is applied.
/// </remarks>
[Entry(
    "implicit",
    "the step uses the field where it ends",
    @"z' = z - \eta F(z')",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 3")]
public sealed record Implicit(
    [Parameter("Newton's steps", Min = 1, Max = 100)] int Iterations = 8) : Rule
{
    /// <inheritdoc/>
    public override bool SolvesEquations => true;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Coordinates are tensors.</exception>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => T.IsBlock
        ? throw new NotSupportedException(
            "implicit solves with the dense Jacobian of all parameters, which a network has too many of; "
                + "take extragradient, its first-order stand-in, or competitive")
        : new Bound<T>(settings.As<Implicit>(), game);

    private sealed class Bound<T>(Pack<Implicit> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly int _iterations = settings.First.Iterations;
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _end = new T[game.Size()];
        private readonly T[] _unit = new T[game.Size()];
        private readonly T[] _column = new T[game.Size()];
        private readonly LinearSystem<T> _system = new(game.Size());

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            state.CopyTo(_end);
            for (var iteration = 0; iteration < _iterations; iteration++)
            {
                Field(_end, _field, key with { Extrapolated = iteration > 0 });
                for (var j = 0; j < _end.Length; j++)
                {
                    Array.Fill(_unit, 0.0);
                    _unit[j] = 1.0;
                    Game.JacobianProduct(_end, _unit, _column, key);
                    for (var i = 0; i < _end.Length; i++)
                    {
                        _system[i, j] = T.FusedMultiplyAdd(EtaOf(i, key.Step), _column[i], _unit[i]);
                    }
                }

                for (var i = 0; i < _end.Length; i++)
                {
                    _field[i] = state[i] - _end[i] - (EtaOf(i, key.Step) * _field[i]);
                }

                _system.Solve(_field);
                for (var i = 0; i < _end.Length; i++)
                {
                    _end[i] += _field[i];
                }
            }

            _end.CopyTo(state);
        }
    }
}
