using Saddle.Catalog;

namespace Saddle.Data.Families;

/// <summary>
/// Images of one shape each, drawn from known factors: which shape, how large, where, how turned, what colour. Edges
/// are antialiased: a pixel's share is its signed distance from the edge, from half a pixel outside to half inside.
/// </summary>
/// <param name="Items">The number of images.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Grey">Whether images are grey; else the hue varies.</param>
[Entry(
    "shapes",
    "a disc, square, triangle or cross of known size, place, rotation and colour; needs no download",
    @"x = \mathrm{clip}(\tfrac12 - d_\text{shape}(R_\phi^{-1}(p - c)/s))\, \mathrm{colour}(h)",
    "in the manner of dSprites (Matthey, Higgins, Hassabis, Lerchner 2017)")]
public sealed record Shapes(
    [Parameter("the number of images", Min = 1)] int Items = 60_000,
    [Parameter("rows and columns", Min = 8, Max = 1024)] int Size = 32,
    [Parameter("whether images are grey; else the hue varies")] bool Grey = false) : DataSet
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [Grey ? 1 : 3, Size, Size];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => ImageItems.From(new ShapeImages(this, seed));
}
