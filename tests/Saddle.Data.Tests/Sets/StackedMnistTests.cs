using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Three digits as three colours.</summary>
public sealed class StackedMnistTests
{
    [Fact]
    public void Each_colour_is_a_digit_and_the_class_names_all_three()
    {
        // Ten digits, each a single pixel of its own brightness: an image tells which it is made of.
        using var folder = new TemporaryFolder();
        byte[] digits = [.. Enumerable.Range(0, 10).Select(i => (byte)i)];
        folder.Write("mnist/train-images-idx3-ubyte", Files.Idx([10, 1, 1], digits));
        folder.Write("mnist/train-labels-idx1-ubyte", Files.Idx([10], digits));
        using var items = new StackedMnist(20_000).Open(new(folder.Path), 1);
        using var again = new StackedMnist(20_000).Open(new(folder.Path), 1);
        using var other = new StackedMnist(20_000).Open(new(folder.Path), 2);
        Assert.Equal([3, 1, 1], items.Shape);
        Assert.Equal(20_000, items.Count);
        var labels = (ILabelled)items;
        Assert.Equal(1000, labels.Classes.Count);
        var images = ((IPictured)items).Images;
        var seen = Enumerable.Range(0, 20_000).Select(i => images.Read(i).Pixels).ToList();
        Assert.All(
            seen.Index(), p => Assert.Equal((100 * p.Item[0]) + (10 * p.Item[1]) + p.Item[2], labels.Label(p.Index)));
        // missed with chance 1000 (1 - 1/1000)^20000 = 2e-6
        Assert.Equal(1000, seen.Select(p => (p[0], p[1], p[2])).Distinct().Count());
        Assert.Equal(seen[777], ((IPictured)again).Images.Read(777).Pixels);
        Assert.NotEqual(seen.Take(50), Enumerable.Range(0, 50).Select(i => ((IPictured)other).Images.Read(i).Pixels));
    }

    [Fact]
    public void Without_labels_there_are_no_modes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mnist/train-images-idx3-ubyte", Files.Idx([1, 1, 1], [0]));
        Assert.Contains(
            "the digits' labels",
            Assert.Throws<DataException>(() => new StackedMnist().Open(new(folder.Path), 1)).Message,
            StringComparison.Ordinal);
    }
}
