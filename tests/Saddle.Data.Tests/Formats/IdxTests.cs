using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>IDX files, plain and compressed; and each kind of damage.</summary>
public sealed class IdxTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte";
    private const string Labels = "train-labels-idx1-ubyte";

    private static readonly byte[] Pixels = Files.Noise(5 * 4 * 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_as_written(bool compressed)
    {
        Write(Files.Idx([5, 4, 3], Pixels), Files.Idx([5], [0, 9, 3, 3, 1]), compressed);
        using var items = new Mnist { Path = _folder.Path }.Open(new("/nonexistent"), 1);
        Assert.Equal([1, 4, 3], items.Shape);
        Assert.Equal(5, items.Count);
        Assert.Equal([0, 9, 3, 3, 1], Enumerable.Range(0, 5).Select(i => ((ILabelled)items).Label(i)));
        var item = new float[12];
        for (var i = 4; i >= 0; i--)
        {
            items.Read(i, item);
            Assert.Equal(Pixels.Skip(12 * i).Take(12).Select(p => (p / 127.5f) - 1), item);
            Assert.Equal(Pixels.Skip(12 * i).Take(12), ((IPictured)items).Images.Read(i).Pixels);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(5, item));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(-1, item));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(0, new float[11]));
    }

    [Fact]
    public void The_test_part_is_another_file()
    {
        _folder.Write("t10k-images-idx3-ubyte", Files.Idx([2, 1, 1], [0, 255]));
        using var items = new FashionMnist { Path = _folder.Path, Split = Split.Test }.Open(new("/nonexistent"), 1);
        Assert.Equal(2, items.Count);
        Assert.False(new FashionMnist { Path = _folder.Path }.IsPresent(new("/nonexistent")));
    }

    [Fact]
    public void A_missing_file_says_how_to_get_it() =>
        Assert.Equal(
            $"{_folder.Path}/mnist: mnist needs train-images-idx3-ubyte or train-images-idx3-ubyte.gz here; "
            + "to get it: saddle data mnist --get",
            Refusal(() => new Mnist().Open(new(_folder.Path), 1)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_short_is_refused(bool compressed)
    {
        Write(Files.Idx([5, 4, 3], Pixels)[..^1], null, compressed);
        Assert.Contains(
            compressed ? "cut short" : "the header declares 60 bytes of data (5 x 4 x 3), but 59 follow",
            Refusal(),
            StringComparison.Ordinal);
        Write(Files.Idx([5, 4, 3], Pixels)[..7], null, compressed);
        Assert.Contains("cut short", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_too_long_is_refused(bool compressed)
    {
        Write([.. Files.Idx([5, 4, 3], Pixels), 0], null, compressed);
        Assert.Contains("follow", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_magic_is_refused_with_the_expected_one()
    {
        Write(Files.Idx([5], Pixels), null, compressed: false);
        Assert.EndsWith(
            "it begins with 0x00000801, where IDX of unsigned bytes in 3 dimensions begins with 0x00000803",
            Refusal(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(5, 4, -1)]
    [InlineData(5, 4, 1 << 20)]
    public void Sizes_that_cannot_be_are_refused(int count, int rows, int columns)
    {
        Write(Files.Idx([count, rows, columns], Pixels), null, compressed: false);
        Assert.Contains("is declared as", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        Write(Files.Idx([int.MaxValue, 32768, 32768], Pixels), null, compressed: true);
        Assert.Contains("where at most", Refusal(), StringComparison.Ordinal);
        Write(Files.Idx([1000, 1000, 1000], Pixels), null, compressed: true);
        Assert.Contains("where at most", Refusal(), StringComparison.Ordinal);
        Write([.. Files.Idx([1, 1, 1], [0]), .. new byte[10_000_000]], null, compressed: true);
        Assert.Contains("more follows", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_compression_is_refused()
    {
        var packed = Files.Gzip(Files.Idx([5, 4, 3], Pixels));
        packed[14] ^= 0x55;
        _folder.Write(Images + ".gz", packed);
        Assert.StartsWith(_folder.At(Images + ".gz") + ": ", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_read_the_same_items(bool compressed)
    {
        var pixels = Files.Noise(200 * 12);
        Write(Files.Idx([200, 4, 3], pixels), null, compressed);
        using var images = new Mnist { Path = _folder.Path }.OpenImages(new("/nonexistent"), 1);
        Parallel.For(
            0, 2000, i => Assert.Equal(pixels[(i % 200 * 12)..((i % 200 * 12) + 12)], images.Read(i % 200).Pixels));
    }

    [Fact]
    public void Labels_must_fit_the_images()
    {
        Write(Files.Idx([5, 4, 3], Pixels), Files.Idx([4], [0, 1, 2, 3]), compressed: false);
        Assert.Contains("4 labels for the 5 images", Refusal(), StringComparison.Ordinal);
        Write(Files.Idx([5, 4, 3], Pixels), Files.Idx([5], [0, 1, 2, 3, 10]), compressed: false);
        Assert.Contains("a label 10, where 0 to 9 are expected", Refusal(), StringComparison.Ordinal);
    }

    private void Write(byte[] images, byte[]? labels, bool compressed)
    {
        var (end, pack) = compressed ? (".gz", (Func<byte[], byte[]>)Files.Gzip) : (string.Empty, bytes => bytes);
        _folder.Write(Images + end, pack(images));
        if (labels is not null)
        {
            _folder.Write(Labels + end, pack(labels));
        }
    }

    private string Refusal() => Refusal(() => new Mnist { Path = _folder.Path }.Open(new("/nonexistent"), 1));

    private static string Refusal(Func<IItems> open)
    {
        var message = Assert.Throws<DataException>(() => open()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
