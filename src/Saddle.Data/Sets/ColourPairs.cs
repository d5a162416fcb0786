using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// The pictures of another data set as pairs of lightness and colour: what a network that colours grey pictures learns
/// from.
/// </summary>
/// <param name="Of">The data set, of images in colour, in one word.</param>
/// <example><code>data: {name: colour-pairs, of: "images:path=photos.zip:size=64"}</code></example>
[Entry(
    "colour-pairs",
    "the pictures of another data set as pairs of lightness (given) and colour (to be made)",
    @"y = L / 50 - 1,\quad x = (a, b) / 110 \in \mathbb{R}^{2 \times h \times w}",
    "CIELAB; the scale of pix2pix: Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), its code")]
public sealed record ColourPairs(
    [Parameter(
        "the data set whose pictures they are, such as cifar10 or images:path=photos.zip:size=64", IsPath = true)]
    string Of = "shapes") : DataSet
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [2, .. Pictures.Shape.Skip(1)];

    /// <inheritdoc/>
    public override IReadOnlyList<int> ConditionShape => [1, .. Pictures.Shape.Skip(1)];

    /// <inheritdoc/>
    public override long? Count => Pictures.Count;

    /// <inheritdoc/>
    public override DataSet? HeldOut =>
        Pictures.HeldOut is { } other ? this with { Of = Spec.Write(other) } : null;

    private DataSet Pictures => Spec.Parse<DataSet>(Of) is { Kind: ItemKind.Images, Shape: [3, _, _] } pictures
        ? pictures
        : throw new SettingsException($"of={Of}: expected a data set of images in colour");

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed)
    {
        var items = Pictures.Open(where, seed);
        if (items is IPictured { Images: var images })
        {
            return new ColourItems(images);
        }

        items.Dispose();
        throw new SettingsException($"of={Of}: expected a data set of images in colour");
    }
}
