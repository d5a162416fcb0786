using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// The predictive method: extragradient whose trial step has a length of its own, <c>w = z - gamma F(z)</c>,
/// <c>z' = z - eta F(w)</c>. With gamma = eta it is extragradient.
/// </summary>
/// <param name="Gamma">The length of the trial step.</param>
/// <remarks>
/// Liang and Stokes 2019, arXiv:1802.06132, section 3 (PM), where it is compared with consensus optimisation.
/// </remarks>
[Entry(
    "predictive",
    "extragradient with a trial step of its own length",
    @"w = z - \gamma F(z),\quad z' = z - \eta F(w)",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 3")]
public sealed record Predictive(
    [Parameter("the length of the trial step", Min = 0, Max = 1e6)] double Gamma = 0.1) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Predictive>(), game);

    private sealed class Bound<T>(Pack<Predictive> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _ahead = new T[game.Size()];
        private readonly T _gamma = settings.ToScalar<T>(r => r.Gamma);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _field, key);
            state.CopyTo(_ahead);
            Descend(Player.Generator, _ahead, Game.Slice(Player.Generator, _field.AsSpan()), _gamma);
            Descend(Player.Discriminator, _ahead, Game.Slice(Player.Discriminator, _field.AsSpan()), _gamma);
            Field(_ahead, _field, key with { Draw = 1, Extrapolated = true });
            DescendBoth(state, _field, key.Step);
        }
    }
}
