using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// ExtraAdam: extragradient whose trial and real step are both Adam's, on one pair of moments that takes in both
/// gradients: <c>w = z - eta d(F(z))</c>, <c>z' = z - eta d(F(w))</c>. Memory: m, v.
/// </summary>
/// <param name="Beta1">The decay of the mean.</param>
/// <param name="Beta2">The decay of the mean square.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <remarks>Gidel et al. 2019, arXiv:1802.10551, algorithm 4.</remarks>
[Entry(
    "extra-adam",
    "extragradient with Adam's steps",
    @"w = z - \eta\, d(F(z)),\quad z' = z - \eta\, d(F(w)),\quad d = \hat m / (\sqrt{\hat v} + \epsilon)",
    "Gidel et al. 2019 (arXiv:1802.10551), algorithm 4")]
public sealed record ExtraAdam(
    [IAdaptive.Beta1] double Beta1 = 0.5,
    [IAdaptive.Beta2] double Beta2 = 0.9,
    [IAdaptive.Epsilon] double Epsilon = 1e-8) : Rule, IAdaptive
{
    /// <inheritdoc/>
    public override string? WhyNotDifferentiable => IAdaptive.WhyNot;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<ExtraAdam>(), game);

    private sealed class Bound<T>(Pack<ExtraAdam> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly Moments<T> _moments = IAdaptive.Moments<T>(settings);

        private readonly T[] _field = new T[game.Size()];
        private readonly T[] _direction = new T[game.Size()];
        private readonly T[] _ahead = new T[game.Size()];

        public override int MemorySize => 2 * Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => memory.Fill(0.0);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            var (mean, square) = (memory.Length / 2, memory.Length);
            Field(state, _field, key);
            _moments.Take(_field, memory[..mean], memory[mean..square], _direction, (2 * key.Step) + 1);
            state.CopyTo(_ahead);
            DescendBoth(_ahead, _direction, key.Step);
            Field(_ahead, _field, key with { Draw = 1, Extrapolated = true });
            _moments.Take(_field, memory[..mean], memory[mean..square], _direction, (2 * key.Step) + 2);
            DescendBoth(state, _direction, key.Step);
        }
    }
}
