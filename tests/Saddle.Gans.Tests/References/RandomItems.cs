using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Scalars;

namespace Saddle.Gans.Tests.References;

/// <summary>Items of any shape, each number uniform in [-1, 1], each of a class.</summary>
/// <param name="Item">The lengths of an item, joined by x.</param>
/// <param name="Classes">The number of classes.</param>
[Entry("random-items", "items of any shape, uniform in [-1, 1]", @"x \sim U", "made up for tests")]
public sealed record RandomItems(
    [Parameter("the lengths of an item, joined by x")] string Item = "2",
    [Parameter("the number of classes", Min = 1, Max = 1000)] int Classes = 1) : DataSet
{
    public override ItemKind Kind => ItemKind.Points;

    public override IReadOnlyList<int> Shape => new NoData(Item).Shape;

    public override IItems Open(DataFolder where, ulong seed) => new Drawn(Shape, Classes);

    private sealed class Drawn(IReadOnlyList<int> shape, int classes) : IItems, ILabelled
    {
        public IReadOnlyList<int> Shape => shape;

        public long? Count => null;

        public IReadOnlyList<string> Classes => [.. Enumerable.Range(0, classes).Select(i => $"{i}")];

        public int Label(long index) => (int)(index % classes);

        public void Read(long index, Span<float> item)
        {
            var random = new Philox(1, index, Purpose.Item);
            for (var i = 0; i < item.Length; i++)
            {
                item[i] = (float)((2 * random.Uniform()) - 1);
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
