using Saddle.Data.Formats;
using Saddle.Data.Logs;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Hostile;

/// <summary>All hostile files, and how each kind of them is read to its end.</summary>
internal static class HostileFiles
{
    /// <summary>The readers, by name, each with a name that its files can have.</summary>
    public static IReadOnlyDictionary<string, (string Name, Action<string> Read)> Readers { get; } =
        new Dictionary<string, (string, Action<string>)>(StringComparer.Ordinal)
        {
            [HostileSafetensors.Reader] = ("a.safetensors", ReadSafetensors),
            [HostileTorch.Reader] = ("a.pth", ReadTorch),
            [HostileTorch.Tree] = ("a.pth", path => Trees.Arrays(SavedFile.Read(path))),
            [HostileArrays.Alone] = ("a.npy", ReadNpy),
            [HostileArrays.Archived] = ("a.npz", ReadNpz),
            [HostileSets.Idx] = ("a.idx", path => ReadImages(IdxImages.Open(path, null, []))),
            [HostileSets.Mat] = ("a.mat", path => MatFile.Read(path, "X", "y")),
            [HostileSets.Tar] = ("cifar-10-binary.tar.gz", path =>
                ReadImages(new Cifar10 { Path = path }.OpenImages(new("/nonexistent"), 1))),
            [HostileSets.Batch] = ("a.bin", path =>
                ReadImages(Cifar10.OpenBatch(path, path.EndsWith(".bin", StringComparison.Ordinal)))),
            [HostileSets.Text] = ("a.txt", path =>
                new TextLines { Path = path }.Open(new("/nonexistent"), 1).Dispose()),
            [HostileImages.Reader] = ("a.png", path => ReadImages(FolderImages.Open(Path.GetDirectoryName(path)!))),
            [HostileImages.Archived] = ("a.zip", path => ReadImages(ZipImages.Open(path))),
            [HostileParquet.Reader] = ("a.parquet", path => ReadImages(ParquetImages.Open(path))),
            [HostileLmdb.Reader] = ("a.mdb", ReadLmdb),
            [HostileLogs.Reader] = ("a.tfevents", path => TrainingLog.Read(path)),
        };

    /// <summary>The files.</summary>
    public static IEnumerable<HostileFile> All() =>
    [
        .. HostileSafetensors.All(), .. HostileTorch.All(), .. HostileArrays.All(), .. HostileSets.All(),
        .. HostileImages.All(), .. HostileParquet.All(), .. HostileLmdb.All(), .. HostileLogs.All(),
        .. HostileKinds.All(Readers.Select(r => (r.Key, r.Value.Name))),
    ];

    private static void ReadTorch(string path)
    {
        foreach (var tensor in TorchFile.Read(path).Values)
        {
            tensor.ToSingles();
        }
    }

    private static void ReadNpy(string path)
    {
        using var file = InputFile.Open(path);
        new NpyReader(file, path, file.Length).ReadDoubles();
    }

    private static void ReadSafetensors(string path)
    {
        var file = Safetensors.Open(path);
        file.Check();
        foreach (var name in file.Names)
        {
            file.Read(name);
        }
    }

    private static void ReadNpz(string path)
    {
        using var archive = NpzReader.Open(path);
        foreach (var name in archive.Names)
        {
            archive.Read(name, array => array.ReadDoubles());
        }
    }

    private static void ReadLmdb(string path)
    {
        using var lmdb = Lmdb.Open(path);
        for (var i = 0; i < lmdb.Count; i++)
        {
            lmdb.Read(i, 1 << 20);
        }
    }

    private static void ReadImages(IImages images)
    {
        using (images)
        {
            for (var i = 0; i < Math.Min(100, images.Count); i++)
            {
                images.Read(i);
            }
        }
    }
}
