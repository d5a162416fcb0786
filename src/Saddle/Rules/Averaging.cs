using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Iterate averaging: plain steps run on in the memory, and the state is their average, <c>w' = w - eta F(w)</c>,
/// <c>z' = z + c (w' - z)</c> with <c>c = 1/(n + 1)</c> after n updates, or a constant. Memory: w.
/// </summary>
/// <param name="Decay">
/// 0 for the uniform average of all iterates; else the decay beta of an exponential one, c = 1 - beta.
/// </param>
/// <param name="Order">Who moves first in the plain steps, or both at once.</param>
/// <remarks>
/// Uniform: Nemirovski and Yudin 1978, for GANs Gidel et al. 2019, arXiv:1802.10551, equation 9; exponential: Yazici et
/// al. 2019, arXiv:1806.04498.
/// </remarks>
[Entry(
    "averaging",
    "plain steps run on unseen; the state is the average of their iterates",
    @"w' = w - \eta F(w),\quad z' = z + \tfrac{1}{n+1} (w' - z)\ \text{or}\ z' = \beta z + (1-\beta) w'",
    "Gidel et al. 2019 (arXiv:1802.10551), equation 9; Yazici et al. 2019 (arXiv:1806.04498)")]
public sealed record Averaging(
    [Parameter("0 for the uniform average; else the decay of an exponential one", Min = 0, Max = 0.9999999)]
    double Decay = 0,
    [Parameter("who moves first in the plain steps, or both at once")] Order Order = Order.Simultaneous) : Rule
{
    /// <inheritdoc/>
    public override string? WhyNotDifferentiable => Decay == 0
        ? "a uniform average changes its weight with every update, so no one update has a spectrum; "
            + "the average of plain steps that grow slower than n shrinks like 1/n. decay=0.99 has a spectrum"
        : null;

    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Averaging>(), game);

    private sealed class Bound<T>(Pack<Averaging> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly Update<T> _plain = Plain.Bind(settings, game, settings.First.Order);
        private readonly bool _uniform = settings.All(r => r.Decay == 0);
        private readonly T _decay = settings.ToScalar<T>(r => r.Decay);

        public override int MemorySize => Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => state.CopyTo(memory);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            _plain.Step(memory, [], key);
            var weight = _uniform ? 1.0 / (key.Step + 2.0) : 1.0 - _decay;
            for (var i = 0; i < state.Length; i++)
            {
                state[i] = T.FusedMultiplyAdd(weight, memory[i] - state[i], state[i]);
            }
        }
    }
}
