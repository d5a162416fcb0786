using Saddle.Data.Images;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Images;

/// <summary>JPEG, PNG and WebP decode to the pixels that Pillow gives, and damage is refused in one line.</summary>
public sealed class ImageDecoderTests
{
    public static TheoryData<string> Names =>
        [.. Peers.Json("images", "expected.json").GetProperty("images").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_those_of_Pillow(string name)
    {
        var expected = Peers.Json("images", "expected.json").GetProperty("images").GetProperty(name);
        var image = ImageDecoder.Decode(Peers.Bytes("images", name), name);
        Assert.Equal(
            (expected.GetProperty("width").GetInt32(), expected.GetProperty("height").GetInt32(), 3),
            (image.Width, image.Height, image.Channels));
        Assert.Equal(expected.GetProperty("rgb").GetBytesFromBase64(), image.Pixels);
        Assert.Equal(name, image.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_short_is_refused(string name)
    {
        var bytes = Peers.Bytes("images", name);
        foreach (var length in (int[])[0, 1, 7, 20, bytes.Length / 2])
        {
            AssertRefused(bytes.AsSpan(0, length), "cut.file");
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1 << 30, 5)]
    [InlineData(30000, 30000)]
    public void A_size_that_cannot_be_is_refused_before_memory_is_taken(int width, int height)
    {
        var png = Peers.Bytes("images", "grey-8.png");
        Files.BigEndian(width).CopyTo(png, 16);
        Files.BigEndian(height).CopyTo(png, 20);
        Files.BigEndian((int)Files.Crc(png.AsSpan(12, 17))).CopyTo(png, 29);
        AssertRefused(png, "size.png");

        var jpeg = Peers.Bytes("images", "rgb-420.jpg");
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Files.BigEndian((height << 16) | (width & 0xFFFF)).CopyTo(jpeg, frame + 5);
        AssertRefused(jpeg, "size.jpg");
    }

    [Fact]
    public void Other_formats_are_named_by_their_first_bytes() =>
        Assert.Equal(
            "a.avif: it begins with 6674797061766966, which none of the kinds of images does that are read: "
            + "JPEG, PNG, WebP, BMP, GIF or TIFF",
            Assert.Throws<DataException>(() => ImageDecoder.Decode("ftypavif"u8, "a.avif")).Message);

    [Fact]
    public void A_colour_that_the_palette_lacks_is_refused()
    {
        // The picture of 8 bits with the palette of another of 4 bits.
        var (many, few) = (Peers.Bytes("images", "palette-8.png"), Peers.Bytes("images", "palette-4.png"));
        const int Header = 33;
        var (start, fewStart) = (After(many), After(few));
        byte[] mixed = [.. many[..Header], .. few[Header..fewStart], .. many[start..]];
        Assert.Contains(
            "of a palette of 16",
            Assert.Throws<DataException>(() => ImageDecoder.Decode(mixed, "mixed.png")).Message,
            StringComparison.Ordinal);

        static int After(byte[] png) => png.AsSpan().IndexOf("IDAT"u8) - 4;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_as_png_is_read_back(int channels)
    {
        var image = new Image(23, 17, channels, Files.Noise(23 * 17 * channels), "written");
        var png = PngWriter.Write(image);
        Assert.Equal(image.ToRgb().Pixels, ImageDecoder.Decode(png, "written").Pixels);
        Assert.Equal(png, PngWriter.Write(image));
    }

    [Fact]
    public void A_missing_library_says_what_to_install() =>
        Assert.Equal(
            $"libspng.so.0, which decodes images, is not installed; to get it: {AptGet.Install("libspng0")}",
            NativeLibraries.Missing([(["libspng.so.0"], "libspng0")]).Message);

    [Fact]
    public void Missing_libraries_are_asked_for_at_once()
    {
        var sudo = Environment.UserName == "root" ? string.Empty : "sudo ";
        Assert.Equal(
            "libspng.so.0 and libwebp.so.7, which decode images, are not installed; "
            + $"to get them: {sudo}apt-get install -y libspng0 libwebp7",
            NativeLibraries.Missing([(["libspng.so.0"], "libspng0"), (["libwebp.so.7", "x"], "libwebp7")]).Message);
    }

    private static void AssertRefused(ReadOnlySpan<byte> bytes, string name)
    {
        var copy = bytes.ToArray();
        AssertOneLine(Assert.Throws<DataException>(() => ImageDecoder.Decode(copy, name)), name);
    }

    private static void AssertOneLine(DataException refusal, string name)
    {
        Assert.StartsWith(name + ": ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
