using Saddle.Data.Formats;
using Saddle.Data.Sets;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Fuzz.Readers;

/// <summary>Arrays and tensors by name.</summary>
internal static class ArrayReaders
{
    private const int MostValues = 1000; // a small file can hold a value at very many places

    private const int MostSide = 300; // of an image that a network is run on

    /// <summary>The readers.</summary>
    public static IEnumerable<Reader> All { get; } =
    [
        new("safetensors", "x.safetensors", Safe),
        new("torch", "x.pth", Torch),
        new("state-file", "x.pth", States),
        new("pickle", "x.pkl", path => Pickle.Read(File.ReadAllBytes(path), path, _ => true)),
        new("npy", "x.npy", Npy),
        new("npz", "x.npz", NpzArrays),
        new("points", "x.npy", path => SetReaders.Items(new PointFile { Path = path })),
        new("features-npy", "x.npy", Features) { NeedsTorch = true },
        new("features-npz", "x.npz", Features) { NeedsTorch = true },
        new("weights", "x.pth", Weighty) { NeedsTorch = true },
        new("onnx", "x.onnx", Model) { NeedsTorch = true },
    ];

    private static void Safe(string path)
    {
        var file = Safetensors.Open(path);
        foreach (var name in file.Names)
        {
            file.Read(name);
        }

        file.Check();
    }

    private static void Torch(string path)
    {
        foreach (var tensor in TorchFile.Read(path).Values)
        {
            tensor.ToSingles();
        }
    }

    private static void States(string path)
    {
        _ = StateFile.Open(path).Parts;
        var left = new Stack<SavedValue>([SavedFile.Read(path)]);
        for (var visited = 0; visited < MostValues && left.TryPop(out var value); visited++)
        {
            value.Array?.Content();
            foreach (var entry in value.Entries)
            {
                left.Push(entry.Value);
            }
        }
    }

    private static void Npy(string path)
    {
        using var stream = File.OpenRead(path);
        new NpyReader(stream, path, stream.Length).ReadDoubles();
    }

    private static void NpzArrays(string path)
    {
        using var npz = NpzReader.Open(path);
        foreach (var name in npz.Names)
        {
            npz.Read(name, array => array.ReadDoubles());
        }
    }

    private static void Features(string path)
    {
        using var scope = new TensorScope();
        FeatureFile.Read(path);
    }

    private static void Weighty(string path)
    {
        using var scope = new TensorScope();
        Weights.Read(path);
    }

    // What is to be run of it is ONNX Runtime's, a native library, which tells nothing of its own paths.
    private static void Model(string path)
    {
        using var scope = new TensorScope();
        using var network = new OnnxFile(path, Threads: 1).Open(new(Protocol.Known[0], new("/nonexistent")));
        if (network.Side <= MostSide)
        {
            _ = network.Run(Tensor.Zeros([1, 3, network.Side, network.Side]));
        }
    }
}
