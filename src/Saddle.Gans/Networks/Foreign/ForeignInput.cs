using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>One thing that the forward pass of a network takes.</summary>
/// <param name="Name">Its name in the network's code.</param>
/// <param name="Shape">Its lengths, the batch's -1; null where the file does not say.</param>
/// <param name="Type">The type of its elements; null where the file does not say.</param>
/// <param name="IsOptional">Whether it has a default.</param>
public sealed record ForeignInput(string Name, IReadOnlyList<long>? Shape, DType? Type, bool IsOptional);
