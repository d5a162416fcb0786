using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// The items of an array in a safetensors file, as a discriminator is fed them: points, pictures or what else, of which
/// nothing is scaled.
/// </summary>
/// <param name="Array">The array's name.</param>
[Entry(
    "tensors",
    "the items of an array in a safetensors file, [n, ...], as they are",
    @"x \in \{x_1, \dots, x_n\} \subset \mathbb{R}^{d_1 \times \dots \times d_k}",
    "https://github.com/huggingface/safetensors")]
public sealed record TensorFile(
    [Parameter("the array's name: [n, ...], F32")] string Array = "real") : StoredDataSet
{
    private const long MostBytes = 1 << 30;

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Points;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [2];

    /// <inheritdoc/>
    public override string HowToGet => "say where it lies with path=FILE";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => File.Exists(Location(where));

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed)
    {
        if (!IsPresent(where))
        {
            throw NotFound(where, "a safetensors file");
        }

        var (values, shape) = ArrayItems.Read(Location(where), Array, MostBytes);
        return ArrayItems.Of(values, shape);
    }
}
