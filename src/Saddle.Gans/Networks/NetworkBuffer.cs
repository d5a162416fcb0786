using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>A tensor that a network keeps beside its parameters: running statistics, singular vectors.</summary>
/// <param name="Name">The name in checkpoints.</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Initial">Its law before training.</param>
/// <param name="Index">Its number among the player's buffers.</param>
/// <param name="Type">The type that it always has, such as that of counters; null for the parameters' type.</param>
public sealed record NetworkBuffer(string Name, long[] Shape, Initial Initial, int Index, DType? Type = null)
{
    /// <summary>The buffer's value in the type that it has where parameters have another one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The parameters' type.</param>
    /// <param name="device">The device.</param>
    public Tensor As(Tensor value, DType type, string device) => value.To(device, Type ?? type);
}
