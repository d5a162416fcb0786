namespace Saddle.Gans.Networks;

/// <summary>A tensor that a network keeps beside its parameters: running statistics, singular vectors.</summary>
/// <param name="Name">The name in checkpoints.</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Initial">Its law before training.</param>
/// <param name="Index">Its number among the player's buffers.</param>
public sealed record NetworkBuffer(string Name, long[] Shape, Initial Initial, int Index);
