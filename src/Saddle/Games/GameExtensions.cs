using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>What follows from the sizes of a game.</summary>
public static class GameExtensions
{
    /// <summary>The number of coordinates of a whole state.</summary>
    public static int Size<T>(this IGame<T> game)
        where T : IScalar<T> => game.GeneratorSize + game.DiscriminatorSize;

    /// <summary>One player's part of a state or of a vector as long as a state.</summary>
    public static Span<T> Slice<T>(this IGame<T> game, Player player, Span<T> state)
        where T : IScalar<T> =>
        player == Player.Generator ? state[..game.GeneratorSize] : state[game.GeneratorSize..];

    /// <summary>One player's part of a state or of a vector as long as a state.</summary>
    public static ReadOnlySpan<T> Slice<T>(this IGame<T> game, Player player, ReadOnlySpan<T> state)
        where T : IScalar<T> =>
        player == Player.Generator ? state[..game.GeneratorSize] : state[game.GeneratorSize..];
}
