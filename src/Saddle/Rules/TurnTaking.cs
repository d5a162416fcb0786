using Saddle.Catalog;
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
/// <param name="k">The discriminator's moves a round; 1 where both move at once.</param>
internal abstract class TurnTaking<T>(Pack<Rule> settings, IGame<T> game, Turns turns, int k) : Update<T>(settings, game)
    where T : IScalar<T>
{
    private readonly T[] _field = new T[game.Size()];
    private readonly int _k = turns == Turns.Simultaneous && k > 1
        ? throw new SettingsException($"k={k}: where both move at once each moves once; expected order d-first or g-first")
        : k;

    /// <inheritdoc/>
    public sealed override void Step(Span<T> state, Span<T> memory, in Sample sample)
    {
        if (turns == Turns.Simultaneous)
        {
            Field(state, _field, sample);
            Move(Player.Generator, state, Game.Of(Player.Generator, _field.AsSpan()), memory, sample, sample.Step + 1);
            Move(Player.Discriminator, state, Game.Of(Player.Discriminator, _field.AsSpan()), memory, sample, sample.Step + 1);
            return;
        }

        var draw = 0;
        if (turns == Turns.GFirst)
        {
            Turn(Player.Generator, state, memory, sample with { Draw = draw++ }, sample.Step + 1);
        }

        for (var i = 1; i <= _k; i++)
        {
            Turn(Player.Discriminator, state, memory, sample with { Draw = draw++ }, (sample.Step * _k) + i);
        }

        if (turns == Turns.DFirst)
        {
            Turn(Player.Generator, state, memory, sample with { Draw = draw }, sample.Step + 1);
        }
    }

    /// <summary>Moves one player by its gradient.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="gradient">One entry a coordinate of the player.</param>
    /// <param name="memory">The whole memory.</param>
    /// <param name="sample">The sample; its step is the update's number.</param>
    /// <param name="count">How many moves the player has made, this one included.</param>
    protected abstract void Move(Player player, Span<T> state, ReadOnlySpan<T> gradient, Span<T> memory, in Sample sample, long count);

    private void Turn(Player player, Span<T> state, Span<T> memory, in Sample sample, long count) =>
        Move(player, state, Gradient(player, state, _field, sample), memory, sample, count);
}
