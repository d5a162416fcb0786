namespace Saddle.Gans.Networks;

/// <summary>A parameter tensor of a network.</summary>
/// <param name="Name">The name in checkpoints, with dots between its parts.</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Initial">Its law before training.</param>
/// <param name="Index">Its number among the player's parameters.</param>
public sealed record NetworkParameter(string Name, long[] Shape, Initial Initial, int Index)
{
    /// <summary>The number of its elements.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (product, length) => product * length);
}
