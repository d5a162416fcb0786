using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Optimistic mirror descent: the last field foretells the next one,
/// <c>z_{t+1} = z_t - 2 eta F(z_t) + eta F(z_{t-1})</c>. Memory: <c>F(z_{t-1})</c>, at first <c>F(z_0)</c>.
/// </summary>
/// <remarks>
/// Daskalakis et al. 2018, arXiv:1711.00141, equation 3; Liang and Stokes 2019, arXiv:1802.06132, section 3 (OMD).
/// </remarks>
[Entry(
    "optimistic",
    "the last field foretells the next one",
    @"z_{t+1} = z_t - 2\eta F(z_t) + \eta F(z_{t-1})",
    "Daskalakis et al. 2018 (arXiv:1711.00141), equation 3")]
public sealed record Optimistic : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _direction = new T[game.Size()];

        public override int MemorySize => Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) =>
            Field(state, memory, key);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            for (var i = 0; i < _field.Length; i++)
            {
                _direction[i] = (2.0 * _field[i]) - memory[i];
            }

            _field.CopyTo(memory);
            DescendBoth(state, _direction, key.Step);
        }
    }
}
