using Parquet;
using Parquet.Schema;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Images in Parquet files that two other programs wrote.</summary>
public sealed class ParquetImagesTests : IDisposable
{
    private const string Kinds = "JPEG, PNG, WebP, BMP, GIF or TIFF";
    private static readonly string[] Names = ["grey-8.png", "rgb-8.png", "grey.jpg", "lossy.webp", "rgb-420.jpg"];
    private static readonly byte[][] Files = [.. Names.Select(name => Peers.Bytes("images", name))];

    private static readonly CompressionMethod[] Read =
    [
        CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Zstd,
        CompressionMethod.Brotli,
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<CompressionMethod> Methods => [.. Read];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_column_of_bytes_is_read_however_it_is_compressed(CompressionMethod method)
    {
        using var images = Open(ParquetTable.Plain([Files[..2], Files[2..], [Files[0]]], method));
        AssertFiles([.. Files, Files[0]], images);
        Assert.Null(((ILeaveOut)images).LeftOut);
        Assert.Equal($"{_folder.At("a.parquet")}:row 4", images.Read(4).Name);
        Assert.Equal(ImageDecoder.Decode(Files[4], "it").Pixels, images.Read(4).Pixels);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("delta-length-byte-array")]
    [InlineData("delta-byte-array")]
    [InlineData("rle-dictionary")]
    public void A_column_of_bytes_is_read_however_it_is_encoded(string name)
    {
        using var images = ImagesAt.Open(Peers.PathOf("parquet", $"{name}.parquet"));
        AssertFiles([.. Files, .. Files], images);
    }

    [Fact]
    public void Many_lengths_by_their_differences_are_read()
    {
        using var images = ImagesAt.Open(Peers.PathOf("parquet", "many.parquet"));
        Assert.Equal(1000, images.Count);
        Assert.All(Enumerable.Range(0, 1000), row => Assert.Equal(
            [.. "BM"u8, .. new byte[row % 37], (byte)row, (byte)(row >> 8)], ((IImageFiles)images).ReadBytes(row)));
    }

    [Fact]
    public void Hugging_faces_rows_have_names_and_classes_and_those_without_an_image_are_counted()
    {
        var path = Peers.PathOf("parquet", "hugging-face.parquet");
        using var images = ImagesAt.Open(path);
        AssertFiles([Files[0], Files[1], Files[2], Files[2], Files[2], Files[3], Files[4]], images);
        Assert.Equal($"{path}:row 0 (grey-8.png)", images.Read(0).Name);
        Assert.Equal($"{path}:row 1", images.Read(1).Name);
        Assert.Equal($"{path}:row 9 (rgb-420.jpg)", images.Read(6).Name);
        Assert.Equal(
            $"{path}: left out 3 of 10 rows: 2 without an image, such as row 2, "
            + $"1 whose bytes are no image that is read ({Kinds}), such as row 4",
            ((ILeaveOut)images).LeftOut);
        var labelled = Assert.IsType<ILabelled>(images, exactMatch: false);
        Assert.Equal(["cat", "dog"], labelled.Classes);
        Assert.Equal([0, 1, 1, 0, 1, 0, 1], Enumerable.Range(0, 7).Select(i => labelled.Label(i)));
    }

    [Fact]
    public void Missing_images_and_names_are_told_apart()
    {
        using var images = Open(ParquetTable.Grouped([(Files[0], null), (null, "b"), (Files[1], "c"), (null, null)]));
        AssertFiles([Files[0], Files[1]], images);
        Assert.EndsWith(":row 0", images.Read(0).Name, StringComparison.Ordinal);
        Assert.EndsWith(":row 2 (c)", images.Read(1).Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { -1, -1 }, null)]
    [InlineData(new long[] { 1, -1 }, "row 1 has no label of 0 to 1")]
    [InlineData(new long[] { 2, 0 }, "row 0 has no label of 0 to 1")]
    [InlineData(new long[] { long.MinValue, 0 }, "row 0 has no label of 0 to 1")]
    public void Labels_are_those_of_classes_or_of_none(long[] labels, string? problem)
    {
        const string Note = """{"info": {"features": {"label": {"_type": "ClassLabel", "names": ["a", "b"]}}}}""";
        var bytes = ParquetTable.Grouped([(Files[0], null), (Files[1], null)], labels, Note);
        if (problem is not null)
        {
            Assert.EndsWith($": {problem}", Refusal(bytes), StringComparison.Ordinal);
            return;
        }

        using var images = Open(bytes);
        Assert.False(images is ILabelled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"info": {"features": {"label": {"_type": "ClassLabel", "names": [1]}}}}""")]
    [InlineData("""{"info": {"features": {"label": {"_type": 1, "names": {}}}}}""")]
    public void A_note_that_names_no_classes_leaves_the_images(string note)
    {
        using var images = Open(ParquetTable.Grouped([(Files[0], null)], [0], note));
        Assert.False(images is ILabelled);
        Assert.Equal(1, images.Count);
    }

    [Fact]
    public void A_file_without_a_column_of_images_or_with_two_names_its_columns()
    {
        const string Expected = "; expected one that is a group of bytes and path, or else binary";
        Assert.EndsWith(
            $": no column of images among a (text), b (text){Expected}",
            Refusal(ParquetTable.Of(new DataField<string>("a"), new DataField<string>("b"))),
            StringComparison.Ordinal);
        Assert.EndsWith(
            $": more than one column of images among a (binary), b (text), c (binary){Expected}",
            Refusal(ParquetTable.Of(
                new DataField<byte[]>("a"), new DataField<string>("b"), new DataField<byte[]>("c"))),
            StringComparison.Ordinal);
        Assert.EndsWith(
            $": none of its 2 rows has an image; expected {Kinds}",
            Refusal(ParquetTable.Plain([[null, [1, 2]]])),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionMethod.Lz4Raw)]
    public void A_compression_that_is_not_read_is_named(CompressionMethod method) => Assert.Contains(
        "cannot be read (its pages are compressed by LZ4; expected Snappy, gzip, Zstandard, Brotli or nothing)",
        Refusal(ParquetTable.Plain([Files], method)),
        StringComparison.Ordinal);

    [Fact]
    public void A_damaged_image_is_refused_where_it_is_read()
    {
        using var images = Open(ParquetTable.Grouped([(Files[0], null), (Files[1][..40], "cut.png")]));
        images.Read(0);
        var refusal = Assert.Throws<DataException>(() => images.Read(1));
        Assert.StartsWith($"{_folder.At("a.parquet")}:row 1 (cut.png): ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        foreach (var method in Read)
        {
            var whole = ParquetTable.Plain([Files[..2], [Files[0], null]], method);
            for (var length = 4; length < whole.Length; length += 7)
            {
                Assert.Contains("Parquet file", Refusal(whole[..length]), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_changed_byte_gives_images_or_one_refusal()
    {
        var bmp = (byte[])[.. "BM"u8, .. new byte[20]];
        byte[][] files =
        [
            .. Read.Select(method => ParquetTable.Plain([[bmp, null, bmp], [[1], bmp]], method)),
            ParquetTable.Grouped([(bmp, null), (null, "b"), (bmp, "c")], [0, 1, 0]),
        ];
        foreach (var file in files)
        {
            var (read, refused) = (0, 0);
            for (var at = 0; at < file.Length; at++)
            {
                foreach (var change in (byte[])[1, 0xFF])
                {
                    var changed = file.ToArray();
                    changed[at] ^= change;
                    _ = IsRead(changed) ? read++ : refused++;
                }
            }

            Assert.NotEqual(0, refused);
            Assert.Equal(2 * file.Length, read + refused);
        }
    }

    private bool IsRead(byte[] bytes)
    {
        try
        {
            using var images = ParquetImages.Open(_folder.Write("changed.parquet", bytes));
            for (var i = 0; i < images.Count; i++)
            {
                images.ReadBytes(i);
            }

            return true;
        }
        catch (DataException refusal)
        {
            Assert.DoesNotContain('\n', refusal.Message);
            return false;
        }
    }

    private IImages Open(byte[] bytes) => ImagesAt.Open(_folder.Write("a.parquet", bytes));

    private string Refusal(byte[] bytes) => Assert.Throws<DataException>(() => Open(bytes)).Message;

    private static void AssertFiles(byte[][] expected, IImages images)
    {
        Assert.Equal(expected.Length, images.Count);
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            Assert.Equal(expected[i], ((IImageFiles)images).ReadBytes(i));
        }
    }
}
