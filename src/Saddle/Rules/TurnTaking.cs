using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// One update of a rule that makes of one gradient of a player one move of it: both at once, or one after the other. A
/// rule that derives its update from this states the move alone, and has orders and several moves of the discriminator
/// a round.
/// </summary>
/// <remarks>
/// The samples of a round are numbered by player, not by turn: the discriminator's moves see 0 to k - 1, the
/// generator's sees k, whoever moves first. Where who moves second sees no fresh sample, it sees that of the move
/// before.
/// </remarks>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="settings">The rule's settings: one record for all lanes, or one a lane.</param>
/// <param name="game">The game.</param>
public abstract class TurnTaking<T>(IPack<TurnTakingRule> settings, IGame<T> game) : Update<T>(settings, game)
    where T : IScalar<T>
{
    private readonly AlignedVector<T> _field = new(game.Size());
    private readonly Order _order = settings.First.Order;
    private readonly int _k = settings.First.K;
    private readonly bool _fresh = settings.First.Fresh;

    /// <summary>Room for a vector as long as the state.</summary>
    protected Span<T> Room => _field.Span;

    /// <inheritdoc/>
    public sealed override void Step(Span<T> state, Span<T> memory, in SampleKey key)
    {
        var count = key.Step + 1;
        if (_order == Order.Simultaneous)
        {
            var field = _field.Span;
            Field(state, field, key);
            Move(Player.Generator, state, Game.Slice(Player.Generator, field), memory, key, count);
            Move(Player.Discriminator, state, Game.Slice(Player.Discriminator, field), memory, key, count);
            return;
        }

        if (_order == Order.GFirst)
        {
            Turn(Player.Generator, state, memory, key with { Draw = _fresh ? _k : 0 }, count);
        }

        for (var i = 0; i < _k; i++)
        {
            var shared = !_fresh && _order == Order.DFirst && i == _k - 1;
            Turn(
                Player.Discriminator,
                state,
                memory,
                key with { Draw = i, Shared = shared },
                (key.Step * _k) + i + 1);
        }

        if (_order == Order.DFirst)
        {
            Turn(Player.Generator, state, memory, key with { Draw = _fresh ? _k : _k - 1 }, count);
        }
    }

    /// <summary>Moves one player by its gradient.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="gradient">One entry a coordinate of the player.</param>
    /// <param name="memory">The whole memory.</param>
    /// <param name="key">The sample; its step is the update's number.</param>
    /// <param name="count">How many moves the player has made, this one included.</param>
    protected abstract void Move(
        Player player,
        Span<T> state,
        ReadOnlySpan<T> gradient,
        Span<T> memory,
        in SampleKey key,
        long count);

    /// <summary>Moves one player by its gradient, where the two take turns.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="memory">The whole memory.</param>
    /// <param name="key">The sample; its step is the update's number.</param>
    /// <param name="count">How many moves the player has made, this one included.</param>
    protected virtual void Turn(Player player, Span<T> state, Span<T> memory, in SampleKey key, long count) =>
        Move(player, state, Gradient(player, state, _field.Span, key), memory, key, count);
}
