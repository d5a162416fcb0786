using System.Runtime.CompilerServices;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>A rule at work on one game: one update, (state, memory) to (state, memory).</summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="settings">The rule's settings: one record for all lanes, or one a lane.</param>
/// <param name="game">The game.</param>
public abstract class Update<T>(IPack<Rule> settings, IGame<T> game)
    where T : IScalar<T>
{
    private readonly Rates _generator = new(settings.Select(r => r.EtaG));
    private readonly Rates _discriminator = new(settings.Select(r => r.EtaD));
    private readonly int _split = game.GeneratorSize;

    /// <summary>
    /// The number of coordinates that the rule remembers between updates; 0 where it remembers nothing.
    /// </summary>
    public virtual int MemorySize => 0;

    /// <summary>The game.</summary>
    protected IGame<T> Game { get; } = game;

    /// <summary>Fills the memory before the first update.</summary>
    /// <param name="state">The start.</param>
    /// <param name="memory">The memory, <see cref="MemorySize"/> long.</param>
    /// <param name="key">Which random sample to see, if the field is asked for.</param>
    public virtual void Begin(ReadOnlySpan<T> state, Span<T> memory, in SampleKey key)
    {
    }

    /// <summary>One update, in place.</summary>
    /// <param name="state">The state.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="key">Which random sample to see; its <see cref="SampleKey.Step"/> is the update's number.</param>
    public abstract void Step(Span<T> state, Span<T> memory, in SampleKey key);

    /// <summary>A player's learning rate at an update.</summary>
    /// <param name="player">The player.</param>
    /// <param name="step">The update's number, from 0.</param>
    /// <returns>It until the next call for that player: where many copies would be made, there is none.</returns>
    protected ref readonly T Eta(Player player, long step) =>
        ref (player == Player.Generator ? _generator : _discriminator).At(step);

    /// <summary>The learning rate of the player to whom a coordinate belongs.</summary>
    /// <param name="coordinate">The coordinate's number in the state.</param>
    /// <param name="step">The update's number, from 0.</param>
    protected T EtaOf(int coordinate, long step) =>
        Eta(coordinate < _split ? Player.Generator : Player.Discriminator, step);

    /// <summary>The scalar product of two vectors over all coordinates, each run its own.</summary>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector as long.</param>
    protected static T Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        T sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += T.Sum(x[i] * y[i]);
        }

        return sum;
    }

    /// <summary>The player's own gradient of its own loss.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state.</param>
    /// <param name="gradient">A vector as long as the state, of which the player's part is filled.</param>
    /// <param name="key">Which random sample to see.</param>
    protected Span<T> Gradient(Player player, scoped ReadOnlySpan<T> state, Span<T> gradient, scoped in SampleKey key)
    {
        var own = Own(player, gradient);
        Game.Gradient(player, player, state, own, key);
        return own;
    }

    /// <summary>The field: both players' own gradients, stacked.</summary>
    /// <param name="state">The state.</param>
    /// <param name="field">The result, as long as the state.</param>
    /// <param name="key">Which random sample to see.</param>
    protected void Field(scoped ReadOnlySpan<T> state, Span<T> field, scoped in SampleKey key)
    {
        Gradient(Player.Generator, state, field, key);
        Gradient(Player.Discriminator, state, field, key);
    }

    /// <summary>Moves both players along a direction, each with its own learning rate, and projects.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="direction">The direction, as long as the state.</param>
    /// <param name="step">The update's number, from 0.</param>
    protected void DescendBoth(Span<T> state, ReadOnlySpan<T> direction, long step)
    {
        Descend(Player.Generator, state, Game.Slice(Player.Generator, direction), Eta(Player.Generator, step));
        Descend(
            Player.Discriminator,
            state,
            Game.Slice(Player.Discriminator, direction),
            Eta(Player.Discriminator, step));
    }

    /// <summary>Moves a player along a direction, <c>x - eta * direction</c>, and projects.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="direction">One entry a coordinate of the player.</param>
    /// <param name="eta">The learning rate.</param>
    protected void Descend(Player player, Span<T> state, ReadOnlySpan<T> direction, in T eta)
    {
        Descend(Own(player, state), direction, eta);
        Game.Project(player, state);
    }

    /// <summary><c>x - eta * direction</c>, in place.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="direction">The direction, as long.</param>
    /// <param name="eta">The factor.</param>
    protected static void Descend(Span<T> x, ReadOnlySpan<T> direction, in T eta) => Vectors.Descend(x, direction, eta);

    /// <summary>Moves a player down its own gradient and projects.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="gradient">Room for a vector as long as the state.</param>
    /// <param name="eta">The learning rate.</param>
    /// <param name="key">Which random sample to see.</param>
    protected void Descend(Player player, Span<T> state, Span<T> gradient, in T eta, in SampleKey key)
    {
        Game.Descend(player, state, eta, Own(player, gradient), key);
        Game.Project(player, state);
    }

    // The sizes are asked for once: the game is reached through an interface, and updates are many.
    private Span<T> Own(Player player, Span<T> vector) =>
        player == Player.Generator ? vector[.._split] : vector[_split..];

    private sealed class Rates(Pack<Schedule> schedules)
    {
        private readonly bool _constant = schedules.All(s => s.IsConstant);
        private T _eta = schedules.ToScalar<T>(s => s.Scale);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref readonly T At(long step)
        {
            if (!_constant)
            {
                Set(step);
            }

            return ref _eta;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Set(long step) => _eta = schedules.ToScalar<T>(s => s.At(step));
    }
}
