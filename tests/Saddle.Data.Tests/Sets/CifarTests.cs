using System.Formats.Tar;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>CIFAR-10 in each of its published forms.</summary>
public sealed class CifarTests : IDisposable
{
    private const int ImageLength = 3 * 32 * 32;

    private static readonly byte[] Pixels = Files.Noise(2 * ImageLength);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms =>
    [
        "test_batch.bin",
        "cifar-10-batches-bin/test_batch.bin",
        "test_batch",
        "cifar-10-batches-py/test_batch",
        "cifar-10-binary.tar.gz",
        "cifar-10-python.tar.gz",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Images_and_labels_are_read_from_every_form(string form)
    {
        Write(form);
        var set = new Cifar10(Split.Test) { Path = _folder.Path };
        Assert.True(set.IsPresent(new("/nonexistent")));
        using var items = set.Open(new("/nonexistent"), 1);
        Assert.Equal([3, 32, 32], items.Shape);
        Assert.Equal(2, items.Count);
        Assert.Equal([7, 3], Enumerable.Range(0, 2).Select(i => ((ILabelled)items).Label(i)));
        Assert.Equal("horse", ((ILabelled)items).Classes[7]);
        var item = new float[ImageLength];
        items.Read(1, item);
        Assert.Equal(Pixels.Skip(ImageLength).Select(p => (p / 127.5f) - 1), item); // planes, as stored
        var image = ((IPictured)items).Images.Read(1);
        Assert.Equal(
            (Pixels[ImageLength + 5], Pixels[ImageLength + 1024 + 5], Pixels[ImageLength + 2048 + 5]),
            (image.Pixels[15], image.Pixels[16], image.Pixels[17]));
    }

    [Fact]
    public void Five_batches_follow_each_other()
    {
        for (byte i = 1; i <= 5; i++)
        {
            _folder.Write(
                $"data_batch_{i}.bin",
                [i, .. Enumerable.Repeat(i, ImageLength), i, .. Enumerable.Repeat(i, ImageLength)]);
        }

        using var images = new Cifar10 { Path = _folder.Path }.OpenImages(new("/nonexistent"), 1);
        Assert.Equal(
            [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], Enumerable.Range(0, 10).Select(i => (int)images.Read(i).Pixels[100]));
        File.Delete(_folder.At("data_batch_4.bin"));
        Assert.Contains(
            "data_batch_4.bin: this batch is missing",
            Refusal(new Cifar10 { Path = _folder.Path }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_refused()
    {
        AssertRefused("test_batch.bin", Binary()[..^1], "where whole records of 3073 are expected");
        AssertRefused("test_batch.bin", [], "is empty");
        AssertRefused("test_batch.bin", [99, .. Binary()[1..]], "image 0 has label 99, where 0 to 9 are expected");
        AssertRefused("test_batch", Peers.Bytes("formats", "cifar-python2")[..3000], "cut short");
        AssertRefused(
            "test_batch",
            "cos\nsystem\n(U\u0002lstR."u8.ToArray(),
            "the pickle asks for os.system, which is not allowed");
        AssertRefused("test_batch", "}."u8.ToArray(), "not a dictionary with 'data'");
        AssertRefused("cifar-10-binary.tar.gz", Archive("other.bin", Binary()), "test_batch is missing in the archive");
        AssertRefused("cifar-10-binary.tar.gz", Archive("test_batch.bin", Binary())[..^300], "cut short");
        AssertRefused("cifar-10-binary.tar.gz", [1, 2, 3], "damaged");
        AssertRefused(
            "cifar-10-binary.tar.gz", Archive("test_batch.bin", new byte[70_000_000]), "at most 33554432 are expected");
    }

    private static byte[] Binary() => [7, .. Pixels[..ImageLength], 3, .. Pixels[ImageLength..]];

    private static byte[] Archive(string name, byte[] content)
    {
        using var file = new MemoryStream();
        using (var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "cifar-10-batches/"));
            tar.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, "cifar-10-batches/readme.html")
                {
                    DataStream = new MemoryStream([1, 2, 3]),
                });
            tar.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, "cifar-10-batches/" + name)
                {
                    DataStream = new MemoryStream(content),
                });
        }

        return Files.Gzip(file.ToArray());
    }

    private static string Refusal(Cifar10 set)
    {
        var message = Assert.Throws<DataException>(() => set.Open(new("/nonexistent"), 1)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Write(string form) => _folder.Write(form, form switch
    {
        _ when form.EndsWith(".bin", StringComparison.Ordinal) => Binary(),
        "cifar-10-binary.tar.gz" => Archive("test_batch.bin", Binary()),
        "cifar-10-python.tar.gz" => Archive("test_batch", Peers.Bytes("formats", "cifar-python2")),
        _ => Peers.Bytes("formats", "cifar-python2"),
    });

    private void AssertRefused(string name, byte[] content, string problem)
    {
        var path = _folder.Write(name, content);
        var message = Refusal(new Cifar10(Split.Test) { Path = _folder.Path });
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        File.Delete(path);
    }
}
