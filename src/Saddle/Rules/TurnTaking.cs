using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>Whose turn it is in rules that exist in simultaneous and in alternating form.</summary>
public enum Turns
{
    /// <summary>Both move at once.</summary>
    Simultaneous,

    /// <summary>The discriminator first: the generator sees the new discriminator.</summary>
    DFirst,

    /// <summary>The generator first: the discriminator sees the new generator.</summary>
    GFirst,
}

/// <summary>A rule that turns one gradient of a player into one move of it, in simultaneous or alternating turns.</summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="settings">The rule's settings.</param>
/// <param name="game">The game.</param>
/// <param name="turns">Whose turn it is.</param>
internal abstract class TurnTaking<T>(Pack<Rule> settings, IGame<T> game, Turns turns) : Update<T>(settings, game)
    where T : IScalar<T>
{
    private readonly T[] _field = new T[game.Size()];

    /// <inheritdoc/>
    public sealed override void Step(Span<T> state, Span<T> memory, in Sample sample)
    {
        var (first, second) = turns == Turns.DFirst ? (Player.Discriminator, Player.Generator) : (Player.Generator, Player.Discriminator);
        if (turns == Turns.Simultaneous)
        {
            Field(state, _field, sample);
            Move(first, state, Game.Of(first, _field.AsSpan()), memory, sample);
            Move(second, state, Game.Of(second, _field.AsSpan()), memory, sample);
            return;
        }

        Move(first, state, Gradient(first, state, _field, sample), memory, sample);
        var next = sample with { Draw = 1 };
        Move(second, state, Gradient(second, state, _field, next), memory, next);
    }

    /// <summary>Moves one player by its gradient.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="gradient">One entry a coordinate of the player.</param>
    /// <param name="memory">The whole memory.</param>
    /// <param name="sample">The sample; its step is the update's number.</param>
    protected abstract void Move(Player player, Span<T> state, ReadOnlySpan<T> gradient, Span<T> memory, in Sample sample);
}
