using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Images;

/// <summary>BMP, GIF and TIFF beside Pillow's pixels of the same files, and places that hold pictures.</summary>
public sealed class KindsTests
{
    public static TheoryData<string> Names =>
    [
        .. Directory.GetFiles(Peers.PathOf("kinds"), "*.*.png")
            .Select(file => Path.GetFileName(file)[..^".png".Length])
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_pillows(string name)
    {
        var (found, expected) = (Read(name), Read($"{name}.png"));
        Assert.Equal((expected.Width, expected.Height, 3), (found.Width, found.Height, found.Channels));
        Assert.Equal(expected.Pixels, found.Pixels);
    }

    [Theory]
    [InlineData("bit.tif", "cannot be read")]
    [InlineData("cmyk.tif", "cannot be read")]
    public void What_the_library_cannot_read_is_said(string name, string problem) =>
        Assert.Contains(problem, Assert.Throws<DataException>(() => Read(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_cut_and_changed_file_is_read_or_refused()
    {
        foreach (var name in Directory.GetFiles(Peers.PathOf("kinds")).Where(f => Path.GetExtension(f) is not ".npy"))
        {
            var whole = File.ReadAllBytes(name);
            for (var at = 0; at < whole.Length; at += 1 + (whole.Length / 40))
            {
                Refused(whole[..at]);
                var changed = whole.ToArray();
                changed[at] ^= 0xFF;
                Refused(changed);
            }
        }
    }

    [Theory]
    [InlineData("pictures.tar")]
    [InlineData("pictures.tar.gz")]
    [InlineData("batch.npz")]
    [InlineData("packed.npz")]
    [InlineData("planes.npy")]
    public void A_place_of_two_pictures_gives_both(string name)
    {
        using var images = ImagesAt.Open(Peers.PathOf("kinds", name));
        Assert.Equal(2, images.Count);
        var first = Read("raw.tif");
        Assert.Equal(first.Pixels, images.Read(0).Pixels);
        var turned = Enumerable.Range(0, first.Pixels.Length)
            .Select(i => first.Pixels[(i / 36 * 36) + (3 * (11 - (i % 36 / 3))) + (i % 3)]);
        Assert.Equal(turned, images.Read(1).Pixels);
    }

    [Fact]
    public void A_list_names_pictures_and_what_is_not_there()
    {
        using var images = ImagesAt.Open(Peers.PathOf("kinds", "list.txt"));
        Assert.Equal(Read("raw.tif").Pixels, images.Read(1).Pixels);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("list.txt"), "a.png\n");
        var missing = Assert.Throws<DataException>(() => ImagesAt.Open(folder.At("list.txt")));
        Assert.EndsWith("it lists a.png, which is not there", missing.Message, StringComparison.Ordinal);
    }

    private static Image Read(string name) => ImageDecoder.Decode(Peers.Bytes("kinds", name), name);

    private static void Refused(byte[] bytes)
    {
        try
        {
            ImageDecoder.Decode(bytes, "changed");
        }
        catch (DataException)
        {
            // the one exception for that
        }
    }
}
