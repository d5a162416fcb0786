using System.IO.Compression;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Hostile;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Folders and zips of image files, and LSUN's databases of them.</summary>
public sealed class ImageFilesTests : IDisposable
{
    private static readonly DataFolder Nowhere = new("/nonexistent");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_are_cut_resized_and_sorted_by_name(bool zipped)
    {
        (string, byte[])[] files =
        [
            ("b.PNG", PngWriter.Write(Solid(9, 5, 200))), ("a.png", PngWriter.Write(Solid(4, 4, 100))),
            ("notes.txt", [1]), (".hidden.png", [1]), ("__MACOSX/a.png", [1]),
            ("c.jpg", Peers.Bytes("images", "rgb-444.jpg")),
        ];
        using var items = new ImageFiles { Path = Put(files, zipped), Size = 3 }.Open(Nowhere, 1);
        Assert.Equal([3, 3, 3], items.Shape);
        Assert.Equal(3, items.Count);
        Assert.False(items is ILabelled);
        var item = new float[27];
        items.Read(0, item);
        Assert.All(item, value => Assert.Equal((100 / 127.5f) - 1, value));
        items.Read(1, item);
        Assert.All(item, value => Assert.Equal((200 / 127.5f) - 1, value));

        // The middle square of the photograph, resized: what the resize itself makes of those columns.
        var photo = ImageDecoder.Decode(Peers.Bytes("images", "rgb-444.jpg"), "c.jpg");
        var square = photo with
        {
            Width = 13,
            Pixels = [.. Enumerable.Range(0, 13 * 13 * 3).Select(i => photo.Pixels[(i / 39 * 57) + 9 + (i % 39)])],
        };
        Assert.Equal(Resize.Clean.Apply(square, 3, 3).Pixels, ((IPictured)items).Images.Read(2).Pixels);
    }

    // After pytorch-fid#50, #81 and Pillow#3011: folders as people have them.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_left_out_is_counted_and_named(bool zipped)
    {
        var png = PngWriter.Write(Solid(2, 2, 1));
        (string, byte[])[] files =
        [
            ("x/a.png", png), ("x/._a.png", [0, 5, 22, 7]), ("@eaDir/a.png/SYNOPHOTO_THUMB_M.png", []),
            (".ipynb_checkpoints/a-checkpoint.png", png), ("x/#recycle/b.JPG", [1]), ("Thumbs.db", [1]), ("a.txt", [1]),
            ("b.avif", [1]), ("x/c.AVIF", [1]), ("d.jxl", [1]),
        ];
        var path = Put(files, zipped);
        using var images = new ImageFiles { Path = path, Size = 2 }.OpenImages(Nowhere, 1);
        Assert.Equal(1, images.Count);
        Assert.Equal(
            $"{path}: left out 7 image files: 2 .avif, 1 .jxl, which are not read, "
            + "4 hidden or of the system, such as .ipynb_checkpoints/a-checkpoint.png",
            Assert.IsAssignableFrom<ILeaveOut>(images).LeftOut);
        using var others = new ImageFiles { Path = Put([("x/e.png", png)], zipped: true) }.OpenImages(Nowhere, 1);
        Assert.Null(Assert.IsAssignableFrom<ILeaveOut>(others).LeftOut);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folders_are_classes(bool zipped)
    {
        var png = PngWriter.Write(Solid(2, 2, 1));
        var path = Put([("dog/x.png", png), ("cat/y.png", png), ("dog/a.png", png)], zipped);
        using var items = new ImageFiles { Path = path, Size = 2 }.Open(Nowhere, 1);
        var labels = Assert.IsAssignableFrom<ILabelled>(items);
        Assert.Equal(["cat", "dog"], labels.Classes);
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(i => labels.Label(i)));
    }

    [Fact]
    public void Many_threads_read_one_zip()
    {
        var path = Put(
            [.. Enumerable.Range(0, 50).Select(i => ($"{i:D2}.png", PngWriter.Write(Solid(8, 8, (byte)i))))],
            zipped: true);
        using var images = new ImageFiles { Path = path, Size = 8 }.OpenImages(Nowhere, 1);
        Parallel.For(0, 500, i => Assert.All(images.Read(i % 50).Pixels, value => Assert.Equal(i % 50, value)));
    }

    [Fact]
    public void Settings_say_what_is_cut_and_kept()
    {
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))];
        var path = Put([("a.png", PngWriter.Write(new Image(4, 2, 3, pixels, "a")))], zipped: false);
        using (var images = new ImageFiles { Path = path, Size = 2, Crop = 2 }.OpenImages(Nowhere, 1))
        {
            Assert.Equal([30, 40, 50, 60, 70, 80, 150, 160, 170, 180, 190, 200], images.Read(0).Pixels);
        }

        using (var images = new ImageFiles { Path = path, Size = 2, Grey = true }.OpenImages(Nowhere, 1))
        {
            // Pillow 9.4: Image.fromarray(...).convert("L").
            Assert.Equal([38, 68, 158, 188], images.Read(0).Pixels);
        }

        Assert.Contains(
            "a square of 3 cannot be cut from 4 x 2 pixels",
            Refusal(path, set => set with { Crop = 3 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_names_the_file()
    {
        Assert.Contains(
            "/nowhere: images needs a folder or a zip of images here", Refusal("/nowhere"), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.At("empty"));
        const string Nothing = "no image file (JPEG, PNG, WebP, BMP, GIF or TIFF)";
        Assert.Contains(Nothing, Refusal(_folder.At("empty")), StringComparison.Ordinal);
        Assert.Contains(
            "the zip is damaged",
            Refusal(_folder.Write("bad.zip", [.. "PK"u8, .. Files.Noise(1000)])),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "an LMDB file nor a list of paths (.txt)",
            Refusal(_folder.Write("no.zip", "no zip"u8.ToArray())),
            StringComparison.Ordinal);
        var image = Refusal(_folder.Write("a.png", PngWriter.Write(Solid(2, 2, 1))));
        Assert.EndsWith(
            "a.png: it is a single image; expected a folder or a zip of images", image, StringComparison.Ordinal);
        var empty = Refusal(Put([("a.png", [])], zipped: true));
        Assert.EndsWith(
            "a.png: is empty; expected an image: JPEG, PNG, WebP, BMP, GIF or TIFF", empty, StringComparison.Ordinal);
        Assert.Contains(
            Nothing, Refusal(Put([("readme.txt", [1])], zipped: true)), StringComparison.Ordinal);
        var path = Put([("a.png", PngWriter.Write(Solid(2, 2, 1))[..30])], zipped: true);
        Assert.StartsWith($"{path}, a.png: not a whole PNG", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_in_a_zip_is_refused()
    {
        var path = Put([("a.png", [.. Peers.Bytes("images", "grey-8.png"), .. new byte[300 << 20]])], zipped: true);
        Assert.Contains("where at most", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Lsun_refuses_values_that_are_no_images()
    {
        _folder.Write("data.mdb", Peers.Bytes("formats", "lmdb", "data.mdb"));
        var message = Assert.Throws<DataException>(() => new Lsun { Path = _folder.Path }.Open(Nowhere, 1)).Message;
        Assert.Contains("data.mdb value 0: is empty; expected an image", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lsun_without_an_image_is_refused()
    {
        var file = HostileFiles.All().Single(f => f.ToString().EndsWith("/meta-only.mdb", StringComparison.Ordinal));
        var path = Path.Combine(_folder.Path, "empty.mdb");
        file.Write(path);
        var message = Assert.Throws<DataException>(() => new Lsun { Path = path }.Open(Nowhere, 1)).Message;
        Assert.Equal($"{path}: holds no image; expected at least one", message);
    }

    [Fact]
    public void Lsun_is_read()
    {
        _folder.Write("data.mdb", Peers.Bytes("formats", "lsun", "data.mdb"));
        using var items = new Lsun { Path = _folder.Path, Size = 13, Crop = 13 }.Open(Nowhere, 1);
        Assert.Equal(2, items.Count);
        var photo = ImageDecoder.Decode(Peers.Bytes("images", "lossy.webp"), "lossy");
        Assert.Equal(photo.Pixels.Skip(9).Take(39), ((IPictured)items).Images.Read(1).Pixels.Take(39));
    }

    private static Image Solid(int width, int height, byte value) =>
        new(width, height, 3, [.. Enumerable.Repeat(value, width * height * 3)], "solid");

    private string Put((string Name, byte[] Bytes)[] files, bool zipped)
    {
        if (!zipped)
        {
            foreach (var (name, bytes) in files)
            {
                _folder.Write("files/" + name, bytes);
            }

            return _folder.At("files");
        }

        var path = _folder.At("files.zip");
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in files)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(bytes);
        }

        return path;
    }

    private static string Refusal(string path, Func<ImageFiles, ImageFiles>? change = null)
    {
        var set = new ImageFiles { Path = path, Size = 2 };
        var message = Assert.Throws<DataException>(() => (change?.Invoke(set) ?? set).Open(Nowhere, 1)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
