using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// No data, but their shape: for networks that are to be looked at, checked and sampled where their data are not.
/// </summary>
/// <param name="Item">The lengths of an item, joined by x.</param>
/// <param name="Classes">The number of classes; 0 for none.</param>
[Entry("none", "no data, only the shape of an item", @"\emptyset", "Saddle: for networks whose data are elsewhere")]
public sealed record NoData(
    [Parameter("the lengths of an item: 2 for points of the plane, 3x32x32 for images")] string Item = "2",
    [Parameter("the number of classes; 0 for none", Min = 0, Max = 1_000_000)] int Classes = 0) : DataSet
{
    private const int MostDimensions = 4;

    /// <inheritdoc/>
    public override ItemKind Kind => Shape is [1 or 3, _, _] ? ItemKind.Images : ItemKind.Points;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape
    {
        get
        {
            int[] lengths =
            [
                .. Item.Split('x').Select(part =>
                    int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0),
            ];
            return lengths.Length <= MostDimensions
                && Array.TrueForAll(lengths, length => length > 0)
                && lengths.Aggregate(1.0, (product, length) => product * length) <= Array.MaxLength
                ? lengths
                : throw new SettingsException(
                    $"none: item is '{Excerpt.Of(Item)}'; expected lengths joined by x, such as 2 or 3x32x32");
        }
    }

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) =>
        Classes > 0 ? new LabelledItems(Shape, Classes) : new Items(Shape);

    private class Items(IReadOnlyList<int> shape) : IItems
    {
        public IReadOnlyList<int> Shape => shape;

        public long? Count => null;

        public void Read(long index, Span<float> item) => throw new DataException(
            "none", "there are no data, as --data none said; expected a run with data, to train it or to probe it");

        public void Dispose()
        {
        }
    }

    private sealed class LabelledItems(IReadOnlyList<int> shape, int classes) : Items(shape), ILabelled
    {
        public IReadOnlyList<string> Classes { get; } =
            [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];

        public int Label(long index) => (int)(index % Classes.Count);
    }
}
