using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>Each item in another shape: what is behind <see cref="Blueprint.Reshape"/>.</summary>
/// <param name="Item">The lengths of an item's dimensions; one may be -1.</param>
internal sealed record Reshaped(long[] Item)
{
    /// <summary>The number of an item's elements; negative where a length is left open.</summary>
    public long Size => Item.Aggregate(1L, (product, length) => product * length);

    /// <summary>The layer.</summary>
    public Tensor Apply(Pass _, Tensor x) => x.Reshape([-1, .. Item]);
}
