using System.IO.Compression;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Images are opened from whatever holds them.</summary>
public sealed class ImagesAtTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_holds_images_is_told_by_what_is_there()
    {
        var png = Peers.Bytes("images", "rgb-8.png");
        _folder.Write("folder/a.png", png);
        using (var zip = ZipFile.Open(_folder.At("b.zip"), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("a.png").Open();
            entry.Write(png);
        }

        _folder.Write("lmdb/data.mdb", Peers.Bytes("formats", "lsun", "data.mdb"));
        var idx = Files.Idx([2, 3, 5], Files.Noise(30));
        _folder.Write("c-idx3-ubyte", idx);
        _folder.Write("c-idx3-ubyte.gz", Files.Gzip(idx));
        _folder.Write("batch", Peers.Bytes("formats", "cifar-python2"));
        _folder.Write("batch.bin", [7, .. Files.Noise(3072)]);

        AssertHolds("folder", 1, 19, 13, 3);
        AssertHolds("b.zip", 1, 19, 13, 3);
        AssertHolds("lmdb", 2, 19, 13, 3);
        AssertHolds("lmdb/data.mdb", 2, 19, 13, 3);
        AssertHolds("c-idx3-ubyte", 2, 5, 3, 1);
        AssertHolds("c-idx3-ubyte.gz", 2, 5, 3, 1);
        AssertHolds("batch", 2, 32, 32, 3);
        AssertHolds("batch.bin", 1, 32, 32, 3);
    }

    [Theory]
    [InlineData("none", "there is no such file or folder of images")]
    [InlineData(
        "text.dat",
        "it is neither a zip, a tar, a Parquet file, an IDX file, a CIFAR-10 batch, an LMDB file "
        + "nor a list of paths (.txt)")]
    [InlineData(
        "text.txt", "it lists no image (JPEG, PNG, WebP, BMP, GIF or TIFF); expected a path on each line")]
    [InlineData(
        "mixed.txt",
        "it lists notes, which is no image (JPEG, PNG, WebP, BMP, GIF or TIFF); expected images alone")]
    [InlineData("empty", "is empty")]
    [InlineData("a.png", "it is a single image; expected a folder or a zip of images")]
    public void Anything_else_is_refused(string name, string problem)
    {
        _folder.Write("text.txt", "hello"u8.ToArray());
        _folder.Write("mixed.txt", "a.png\nnotes\n"u8.ToArray());
        _folder.Write("text.dat", "hello"u8.ToArray());
        _folder.Write("empty", []);
        _folder.Write("a.png", Peers.Bytes("images", "rgb-8.png"));
        Assert.Equal(
            $"{_folder.At(name)}: {problem}",
            Assert.Throws<DataException>(() => ImagesAt.Open(_folder.At(name))).Message);
    }

    private void AssertHolds(string name, long count, int width, int height, int channels)
    {
        using var images = ImagesAt.Open(_folder.At(name));
        var image = images.Read(count - 1);
        Assert.Equal((count, width, height, channels), (images.Count, image.Width, image.Height, image.Channels));
    }
}
