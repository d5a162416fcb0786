using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Descent with an anchor: each player is pulled back to a slow copy of itself,
/// <c>z' = z - eta (F(z) + pull (z - a))</c>, <c>a' = a + follow (z' - a)</c>. Memory: a.
/// </summary>
/// <param name="Pull">The strength of the pull.</param>
/// <param name="Follow">How much of its way to the players the copy goes in one update.</param>
[Entry(
    "anchored",
    "each player is pulled back to a slow copy of itself",
    @"z' = z - \eta (F(z) + p (z - a)),\quad a' = a + f (z' - a)",
    "made up for this guide")]
public sealed record Anchored(
    [Parameter("the strength of the pull", Min = 0, Max = 1e3)] double Pull = 1,
    [Parameter("how much of its way to the players the copy goes in one update", Min = 0, Max = 1)]
    double Follow = 0.05) : Rule
{
    /// <inheritdoc/>
    public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
        new Bound<T>(settings.As<Anchored>(), game);

    private sealed class Bound<T>(Pack<Anchored> settings, IGame<T> game) : Update<T>(settings, game)
        where T : IScalar<T>
    {
        private readonly T[] _direction = new T[game.Size()];
        private readonly T _pull = settings.ToScalar<T>(r => r.Pull);
        private readonly T _follow = settings.ToScalar<T>(r => r.Follow);

        public override int MemorySize => Game.Size();

        public override void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key) => state.CopyTo(memory);

        public override void Step(Span<T> state, Span<T> memory, in SampleKey key)
        {
            Field(state, _direction, key);
            for (var i = 0; i < state.Length; i++)
            {
                _direction[i] = T.FusedMultiplyAdd(_pull, state[i] - memory[i], _direction[i]);
            }

            DescendBoth(state, _direction, key.Step);
            for (var i = 0; i < state.Length; i++)
            {
                memory[i] = T.FusedMultiplyAdd(_follow, state[i] - memory[i], memory[i]);
            }
        }
    }
}
