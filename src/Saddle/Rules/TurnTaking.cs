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

/// <summary>A rule that exists in simultaneous and in alternating form, and its turns.</summary>
public abstract record TurnTakingRule : Rule, IValidated
{
    /// <summary>Who moves first, or both at once.</summary>
    [Parameter("who moves first, or both at once")]
    public Turns Order { get; init; } = Turns.Simultaneous;

    /// <summary>The discriminator's moves a round, where the players take turns.</summary>
    [Parameter("the discriminator's moves a round, where the players take turns", Min = 1, Max = 1000)]
    public int K { get; init; } = 1;

    /// <summary>
    /// Whether who moves second sees a fresh sample, or the one that the player before it saw last. With the same one a
    /// network's generator takes the batch that it has made for the discriminator, which saves a pass.
    /// </summary>
    [Parameter("whether who moves second sees a fresh sample rather than the last one of the player before")]
    public bool Fresh { get; init; } = true;

    /// <inheritdoc/>
    public void Validate()
    {
        if (Order == Turns.Simultaneous && K > 1)
        {
            throw new SettingsException($"k={K}: where both move at once each moves once; expected order=d-first or order=g-first");
        }
    }
}

/// <summary>A rule that turns one gradient of a player into one move of it, in simultaneous or alternating turns.</summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="settings">The rule's settings.</param>
/// <param name="game">The game.</param>
internal abstract class TurnTaking<T>(Pack<Rule> settings, IGame<T> game) : Update<T>(settings, game)
    where T : IScalar<T>
{
    private readonly T[] _field = new T[game.Size()];
    private readonly TurnTakingRule _turns = (TurnTakingRule)settings.First;

    /// <inheritdoc/>
    public sealed override void Step(Span<T> state, Span<T> memory, in Sample sample)
    {
        if (_turns.Order == Turns.Simultaneous)
        {
            Field(state, _field, sample);
            Move(Player.Generator, state, Game.Of(Player.Generator, _field.AsSpan()), memory, sample, sample.Step + 1);
            Move(Player.Discriminator, state, Game.Of(Player.Discriminator, _field.AsSpan()), memory, sample, sample.Step + 1);
            return;
        }

        var shared = !_turns.Fresh;
        var draw = 0;
        if (_turns.Order == Turns.GFirst)
        {
            Turn(Player.Generator, state, memory, sample with { Draw = draw }, sample.Step + 1);
            draw += shared ? 0 : 1;
        }

        for (var i = 1; i <= _turns.K; i++)
        {
            var last = _turns.Order == Turns.DFirst && i == _turns.K;
            Turn(Player.Discriminator, state, memory, sample with { Draw = draw, Shared = shared && last }, (sample.Step * _turns.K) + i);
            draw += shared && last ? 0 : 1;
        }

        if (_turns.Order == Turns.DFirst)
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
