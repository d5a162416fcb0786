using Saddle.Data.Formats;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>A file of points is a training set of as many items as it has rows.</summary>
public sealed class PointFileTests
{
    [Fact]
    public void Rows_are_items()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "points.npy");
        File.WriteAllBytes(path, Npy.Write([3, 2], [1, 2, 3, 4, 5, 6]));
        using var items = new PointFile { Path = path }.Open(new("/nonexistent"), 1);
        var item = new float[2];
        items.Read(2, item);
        Assert.Equal([5, 6], item);
        Assert.Equal((3, 2), (items.Count, items.Shape.Single()));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(3, item));
    }

    [Theory]
    [InlineData(new[] { 6 }, 1, "expected [n, d]")]
    [InlineData(new[] { 2, 3 }, double.NaN, "NaN or infinite")]
    public void What_is_not_a_list_of_points_is_refused(int[] shape, double first, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "points.npy");
        File.WriteAllBytes(path, Npy.Write(shape, [first, 2, 3, 4, 5, 6]));
        Assert.Contains(
            complaint,
            Assert.Throws<DataException>(() => new PointFile { Path = path }.Open(new("/nonexistent"), 1)).Message,
            StringComparison.Ordinal);
    }
}
