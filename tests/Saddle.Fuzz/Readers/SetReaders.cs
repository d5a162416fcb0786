using System.IO.Compression;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Data.Sets;

namespace Saddle.Fuzz.Readers;

/// <summary>Data sets in their published formats, and images wherever they lie.</summary>
internal static class SetReaders
{
    private const int Most = 20; // items that are read
    private static readonly DataFolder Nowhere = new("/nonexistent");

    /// <summary>The readers.</summary>
    public static IEnumerable<Reader> All { get; } =
    [
        new("idx", "x.idx", Images),
        new("idx-labels", "train-labels-idx1-ubyte", Labels),
        new("idx-gzip", "x.idx.gz", Images),
        new("idx-unpacked", "x.idx.gz", Images) { Wrap = Gzip },
        new("zip", "x.zip", Images) { MostBytes = 2L << 30 },
        new("cifar-pickle", "test_batch", path => Images(new Cifar10(Split.Test) { Path = Folder(path) })),
        new("cifar-binary", "test_batch.bin", path => Images(new Cifar10(Split.Test) { Path = Folder(path) })),
        new("cifar-tar", "x.tar.gz", Cifar) { Wrap = Gzip },
        new("cifar-gzip", "x.tar.gz", Cifar),
        new("mat", "test_32x32.mat", path => Images(new Svhn(SvhnSplit.Test) { Path = Folder(path) })),
        new("lmdb", "data.mdb", Images) { MostBytes = 2L << 30 },
        new("images-tar", "x.tar", Images) { MostBytes = 2L << 30 },
        new("parquet", "x.parquet", Images) { MostBytes = 2L << 30 },
        new("array-images", "x.npz", Images),
        new("coco-captions", "captions_train2017.json", Captions),
        new("emoji-texts", "texts.json", path => EmojiTexts.FromTable(path)),
        new("text", "x.txt", path => Items(new TextLines(Length: 8, Characters: 16) { Path = path })),
    ];

    /// <summary>Reads the first items of a data set.</summary>
    /// <param name="set">The data set.</param>
    public static void Items(DataSet set)
    {
        using var items = set.Open(Nowhere, 1);
        var item = new float[items.Shape.Aggregate(1, (product, size) => product * size)];
        for (var i = 0; i < Math.Min(Most, items.Count!.Value); i++)
        {
            items.Read(i, item);
        }
    }

    private static void Images(string path)
    {
        using var images = ImagesAt.Open(path);
        Read(images);
    }

    private static void Images(ImageSet set)
    {
        using var images = set.OpenImages(Nowhere, 1);
        Read(images);
    }

    private static void Read(IImages images)
    {
        for (var i = 0; i < Math.Min(Most, images.Count); i++)
        {
            images.Read(i);
        }
    }

    private static void Cifar(string path) => Images(new Cifar10(Split.Test) { Path = path });

    // The images beside the labels are always the same two.
    private static void Labels(string path)
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[2 * 28 * 28]];
        File.WriteAllBytes(Path.Combine(Folder(path), "train-images-idx3-ubyte"), images);
        Images(new Mnist { Path = Folder(path) });
    }

    // The images beside the sentences are always the same two.
    private static void Captions(string path)
    {
        var images = Directory.CreateDirectory(Path.Combine(Folder(path), "train2017")).FullName;
        foreach (var name in new[] { "a.png", "b.png" })
        {
            File.WriteAllBytes(Path.Combine(images, name), PngWriter.Write(new(4, 4, 3, new byte[48], name)));
        }

        Items(new CaptionedImages { Path = Folder(path), Size = 4 });
    }

    private static string Folder(string path) => Path.GetDirectoryName(path)!;

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
