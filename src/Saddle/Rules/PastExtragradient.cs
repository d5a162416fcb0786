using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Extrapolation from the past: extragradient whose trial step uses the field seen at the last trial point, so that an
/// update costs one evaluation: <c>w_t = z_t - eta F(w_{t-1})</c>, <c>z_{t+1} = z_t - eta F(w_t)</c>. Memory:
/// <c>F(w_{t-1})</c>.
/// </summary>
/// <remarks>Popov 1980; for GANs Gidel et al. 2019, arXiv:1802.10551, equations 14 and 15.</remarks>
[Entry(
    "past-extragradient",
    "extragradient that reuses the last field for its trial step",
    @"w_t = z_t - \eta F(w_{t-1}),\quad z_{t+1} = z_t - \eta F(w_t)",
    "Popov 1980; Gidel et al. 2019 (arXiv:1802.10551), equations 14 and 15")]
public sealed record PastExtragradient : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) => new Bound<T>(settings, game);

    private sealed class Bound<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _ahead = new T[game.Size()];

        public override int MemorySize => Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) =>
            Field(state, memory, key);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            state.CopyTo(_ahead);
            DescendBoth(_ahead, memory, key.Step);
            Field(_ahead, memory, key with { Extrapolated = true });
            DescendBoth(state, memory, key.Step);
        }
    }
}
