using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>One tensor that the forward pass of a network gives.</summary>
/// <param name="Name">
/// Its key in a dictionary, or its number in a tuple or list, with dots between levels; empty where it is all.
/// </param>
/// <param name="Value">The tensor.</param>
public readonly record struct ForeignOutput(string Name, Tensor Value);
