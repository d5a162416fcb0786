using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Extragradient: a trial step shows the field ahead, and the real step is taken with that: <c>w = z - eta F(z)</c>,
/// <c>z' = z - eta F(w)</c>.
/// </summary>
/// <param name="Fresh">Whether the second evaluation sees a fresh sample rather than the same one.</param>
/// <remarks>Korpelevich 1976; for GANs Gidel et al. 2019, arXiv:1802.10551, equation 12.</remarks>
[Entry(
    "extragradient",
    "a trial step shows the field ahead, the real step uses it",
    @"w = z - \eta F(z),\quad z' = z - \eta F(w)",
    "Korpelevich 1976; Gidel et al. 2019 (arXiv:1802.10551), equation 12")]
public sealed record Extragradient(
    [Parameter("whether the second evaluation sees a fresh sample rather than the same one")] bool Fresh = true) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Extragradient>(), game);

    private sealed class Bound<T>(Pack<Extragradient> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _ahead = new T[game.Size()];
        private readonly int _second = settings.First.Fresh ? 1 : 0;

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            state.CopyTo(_ahead);
            DescendBoth(_ahead, _field, key.Step);
            Field(_ahead, _field, key with { Draw = _second, Extrapolated = true });
            DescendBoth(state, _field, key.Step);
        }
    }
}
