using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests;

/// <summary>
/// Damaged copies of files in every format are read or refused in one line: no crash, no hang, no great allocation.
/// 5,000 copies in all; the environment variable SADDLE_FUZZ asks for another number.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private static readonly string[] Images =
    [
        "grey-8.png", "palette-4-interlaced.png", "rgb-16.png", "rgb-alpha-16-interlaced.png",
        "rgb-420.jpg", "rgb-444-progressive.jpg", "cmyk.jpg", "lossy.webp", "lossless.webp", "animated-clear.webp",
        "animated-small.webp",
    ];

    private static readonly Dictionary<string, Target> Targets = Made()
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Targets.Keys];

    private static int Copies =>
        int.Parse(
            Environment.GetEnvironmentVariable("SADDLE_FUZZ") ?? "5000", CultureInfo.InvariantCulture) / Targets.Count;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_copies_are_read_or_refused(string name)
    {
        var target = Targets[name];
        var (read, refused) = (0, 0);
        foreach (var bytes in target.Copies(Copies))
        {
            var path = _folder.Write(target.File, bytes);
            var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                target.Read(path);
                read++;
            }
            catch (DataException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                refused++;
            }

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, MostTime);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }

        Assert.Equal(Copies, read + refused);
        Assert.NotEqual(0, refused);
    }

    private static IEnumerable<Target> Made() =>
        [.. MadeImages(), .. MadeArrays(), .. MadeTensors(), .. MadeSets(), .. MadePickles(), .. MadeContainers()];

    private static IEnumerable<Target> MadeImages()
    {
        foreach (var image in Images)
        {
            yield return Whole(image, Peers.Bytes("images", image), path =>
            {
                var decoded = ImageDecoder.Decode(File.ReadAllBytes(path), path);
                Assert.Equal(decoded.Width * decoded.Height * 3, decoded.Pixels.Length);
            });
        }
    }

    private static IEnumerable<Target> MadeArrays()
    {
        foreach (var array in (string[])["version-2.npy", "version-3.npy", "big-endian-single.npy"])
        {
            yield return Whole(array, Peers.Bytes("metrics", array), path =>
            {
                using var stream = File.OpenRead(path);
                var npy = new NpyReader(stream, path, stream.Length);
                Assert.Equal(npy.Count, npy.ReadDoubles().Length);
            });
        }

        foreach (var archive in (string[])["features.npz", "statistics.npz"])
        {
            yield return Whole(archive, Peers.Bytes("metrics", archive), path =>
            {
                using var npz = NpzReader.Open(path);
                foreach (var name in npz.Names)
                {
                    npz.Read(name, array => array.ReadDoubles());
                }
            });
        }
    }

    private static IEnumerable<Target> MadeTensors()
    {
        foreach (var tensors in (string[])["zip.pth", "legacy.pth"])
        {
            yield return Whole(
                tensors,
                Peers.Bytes("formats", tensors),
                path => Assert.All(TorchFile.Read(path).Values, t => Assert.Equal(t.Count, t.ToSingles().Length)));
        }

        foreach (var state in (string[])["rosinality-000005.pt", "whole-module.pt", "legacy-netG.pth"])
        {
            yield return Whole(
                state, Peers.Bytes("checkpoints", state), path => Trees.Arrays(TorchFile.ReadTree(path)));
        }

        yield return Whole("tensors.safetensors", Written(WriteTensors), path =>
        {
            var file = Safetensors.Open(path);
            file.Read("a", "F32", [2, 3]);
            file.Read("b", "F64", [1]);
        });
    }

    private static IEnumerable<Target> MadeSets()
    {
        foreach (var mat in (string[])["compressed.mat", "plain.mat"])
        {
            yield return Whole(
                mat,
                Peers.Bytes("formats", mat),
                path => Open(new Svhn(SvhnSplit.Test) { Path = Path.GetDirectoryName(path)! })) with
            {
                File = "test_32x32.mat",
            };
        }
    }

    private static IEnumerable<Target> MadePickles()
    {
        foreach (var pickle in (string[])["cifar-python2", "cifar-protocol0", "cifar-protocol2", "cifar-protocol5"])
        {
            // The head, where all but pixels is, is what is damaged.
            var bytes = Peers.Bytes("formats", pickle);
            IEnumerable<byte[]> Damaged(int count) =>
                Mutations.From(bytes[..400], count).Select(head => (byte[])[.. head, .. bytes[400..]]);
            yield return new(pickle, pickle, Damaged, path =>
            {
                var batch = CifarBatch.FromPickle(File.ReadAllBytes(path), path);
                Assert.Equal(batch.Pixels.Length, batch.Labels.Length * CifarBatch.ImageLength);
            });
        }
    }

    private static IEnumerable<Target> MadeContainers()
    {
        var idx = Files.Idx([5, 4, 3], Files.Noise(60));
        yield return Whole("images.idx", idx, ReadIdx);
        yield return Whole("images.idx.gz", Files.Gzip(idx), ReadIdx);
        yield return Whole("images.zip", Zip(), path => Open(new ImageFiles { Path = path, Size = 2 }));
        foreach (var table in (string[])["hugging-face", "delta-byte-array"])
        {
            yield return Whole(
                $"{table}.parquet",
                Peers.Bytes("parquet", $"{table}.parquet"),
                path => Open(new ImageFiles { Path = path, Size = 2 }));
        }

        var pages = Peers.Bytes("formats", "lmdb", "data.mdb");
        yield return new("data.mdb", "data.mdb", count => DamagedLmdb(pages, count), path =>
        {
            using var lmdb = Lmdb.Open(path);
            for (var i = 0; i < lmdb.Count; i++)
            {
                lmdb.Read(i, 10_000);
            }
        });
    }

    private static Target Whole(string name, byte[] file, Action<string> read) =>
        new(name, name, count => Mutations.From(file, count), read);

    private static void Open(DataSet set)
    {
        using var items = set.Open(new("/nonexistent"), 1);
        var item = new float[items.Shape.Aggregate(1, (product, size) => product * size)];
        for (var i = 0; i < Math.Min(100, items.Count!.Value); i++)
        {
            items.Read(i, item);
        }
    }

    private static void ReadIdx(string path)
    {
        using var images = IdxImages.Open(path, null, []);
        for (var i = 0; i < Math.Min(100, images.Count); i++)
        {
            images.Read(i);
        }
    }

    private static void WriteTensors(string path) => Safetensors.Write(
        path,
        [
            new("a", "F32", [2, 3], 24, () => new byte[24]),
            new("b", "F64", [1], 8, () => new byte[8]),
        ],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" });

    private static byte[] Written(Action<string> write)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        write(path);
        return File.ReadAllBytes(path);
    }

    private static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, image) in new[] { ("a.png", "grey-8.png"), ("b.jpg", "grey.jpg") })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Peers.Bytes("images", image));
            }
        }

        return packed.ToArray();
    }

    // Only what says where things are is changed: meta pages, and the heads of all pages.
    private static IEnumerable<byte[]> DamagedLmdb(byte[] file, int count)
    {
        const int Page = 4096;
        const int Head = 160;
        byte[] heads =
        [
            .. Enumerable.Range(0, file.Length / Page).SelectMany(page => file.Skip(Page * page).Take(Head)),
        ];
        return Mutations.From(heads, count).Select(changed =>
        {
            var bytes = (byte[])file.Clone();
            for (var i = 0; i < Math.Min(changed.Length, heads.Length); i++)
            {
                bytes[((i / Head * Page) + (i % Head)) % bytes.Length] = changed[i];
            }

            return bytes;
        });
    }

    private sealed record Target(string Name, string File, Func<int, IEnumerable<byte[]>> Copies, Action<string> Read);
}
