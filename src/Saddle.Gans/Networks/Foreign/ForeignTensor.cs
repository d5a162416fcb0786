using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>A tensor that a network of another program holds.</summary>
/// <param name="Name">Its name, with dots between its parts.</param>
/// <param name="Value">Its value in the file; half precision is single here.</param>
/// <param name="Role">What becomes of it in training.</param>
public sealed record ForeignTensor(string Name, Tensor Value, TensorRole Role)
{
    /// <summary>The other names that the same tensor goes by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether state dicts hold it, as they need not all buffers; null where the file does not say.</summary>
    public bool? IsPersistent { get; init; }
}
