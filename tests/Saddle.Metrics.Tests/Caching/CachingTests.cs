using Saddle.Data;
using Saddle.Data.Tests.Support;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>What is kept from one time to the next, and by which key.</summary>
public sealed class CachingTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Images_are_the_same_by_sizes_pixels_and_order_and_not_by_name()
    {
        var hash = Hash(Solid(2, 3, 7), Solid(2, 3, 8));
        Assert.Equal(hash, Hash(Solid(2, 3, 7) with { Name = "other" }, Solid(2, 3, 8)));
        string[] others =
        [
            Hash(Solid(2, 3, 8), Solid(2, 3, 7)), Hash(Solid(3, 2, 7), Solid(2, 3, 8)), Hash(Solid(2, 3, 7)),
            Hash(Solid(2, 3, 7), Solid(2, 3, 8), Solid(2, 3, 8)), Hash(Solid(2, 3, 7), Solid(2, 3, 9)),
        ];
        Assert.Equal(6, others.Append(hash).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Images_in_files_are_their_files_and_a_fingerprint_stands_for_all()
    {
        static string Of(params byte[][] files) => ContentHash.Of(new Filed(files), null, default);

        string[] hashes = [Of([1, 2]), Of([1, 2]), Of([1], [2]), Of([2, 1])];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(3, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("these weights", ContentHash.Of(new Printed(), null, default));
    }

    [Fact]
    public void Labels_are_the_same_by_classes_and_by_each_label()
    {
        static string Of(string second, params int[] labels) =>
            ContentHash.Of(new Labels(["a", second], labels), labels.Length);

        string[] hashes = [Of("b", 0, 1), Of("b", 0, 1), Of("b", 1, 0), Of("c", 0, 1), Of("b", 0)];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(4, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Hashing_tells_its_progress_and_stops_when_it_is_asked_to()
    {
        using var stop = new CancellationTokenSource();
        var shares = new List<double>();
        using var images = new Pictures(Solid(1, 1, 1), Solid(1, 1, 2), Solid(1, 1, 3), Solid(1, 1, 4));
        ContentHash.Of(images, new Told(shares.Add), default);
        Assert.Equal([0.25, 0.5, 0.75, 1], shares);
        Assert.Throws<OperationCanceledException>(
            () => ContentHash.Of(images, new Told(_ => stop.Cancel()), stop.Token));
    }

    [Fact]
    public void A_key_depends_on_every_part_and_on_where_it_ends()
    {
        string[] keys =
        [
            MetricCache.Key("ab", "c"),
            MetricCache.Key("a", "bc"),
            MetricCache.Key("ab", "c", ""),
            MetricCache.Key("abc"),
        ];
        Assert.Equal(4, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
        Assert.Equal(keys[0], MetricCache.Key("ab", "c"));
    }

    [TorchFact]
    public void What_is_kept_comes_back_in_its_precision_and_under_its_key_alone()
    {
        var cache = new MetricCache(_folder.At("made", "here"));
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["features"] = RandomNormals.Draw(1, 1, 1, 5, 3),
            ["mean"] = Sides.Normals(1, 4, 1),
        };
        Assert.Null(cache.Find("a"));
        Assert.Null(cache.Store("a", tensors));
        var found = cache.Find("a")!;
        Assert.Null(cache.Find("b"));
        Assert.Equal(["features", "mean"], found.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.DType, found[name].DType);
            Assert.Equal(tensor.Shape, found[name].Shape);
            Assert.Equal(tensor.ToDoubles(), found[name].ToDoubles());
        }
    }

    [TorchFact]
    public void What_cannot_be_kept_says_why_and_fails_nothing()
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["a"] = Tensor.Zeros([1]) };
        var blocked = new MetricCache(System.IO.Path.Combine(_folder.Write("file", [1]), "below"));
        var why = blocked.Store("key", tensors)!;
        Assert.StartsWith("not kept for another time: ", why, StringComparison.Ordinal);
        Assert.EndsWith("(SADDLE_CACHE names another folder)", why, StringComparison.Ordinal);

        // More than a GiB by its shape; the numbers behind it are one.
        tensors["a"] = Tensor.Zeros([1]).Expand(300_000_000);
        Assert.Equal(
            "not kept for another time: 1144 MiB are more than the cache takes",
            new MetricCache(_folder.At("cache")).Store("key", tensors));
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static Image Solid(int width, int height, byte value) =>
        new(width, height, 1, [.. Enumerable.Repeat(value, width * height)], "solid");

    private static string Hash(params Image[] images)
    {
        using var pictures = new Pictures(images);
        return ContentHash.Of(pictures, null, default);
    }

    private sealed class Filed(params byte[][] files) : Pictures([.. files.Select(_ => Solid(1, 1, 0))]), IImageFiles
    {
        public byte[] ReadBytes(long index) => files[index];
    }

    private sealed class Printed() : Pictures(), IFingerprinted
    {
        public string Fingerprint => "these weights";
    }

    private sealed class Labels(string[] classes, params int[] labels) : ILabelled
    {
        public IReadOnlyList<string> Classes => classes;

        public int Label(long index) => labels[index];
    }
}
