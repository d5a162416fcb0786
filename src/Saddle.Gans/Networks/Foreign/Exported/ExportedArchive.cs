using System.IO.Compression;
using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// What <c>torch.export.save</c> wrote, as data: a graph in JSON and named tensors. Two layouts are read, that of
/// PyTorch up to 2.7 and that since 2.8; of pickles only those of tensors, and those of example inputs never.
/// </summary>
/// <remarks>torch/export/pt2_archive of PyTorch; torch/_export/serde.</remarks>
internal sealed class ExportedArchive : IDisposable
{
    private const int MostGraphBytes = 32 << 20;
    private const int MostDepth = 128;
    private const string OldGraph = "serialized_exported_program.json";

    private readonly string _path;
    private readonly JsonDocument _program;

    private ExportedArchive(string path, ZipArchive zip, Unpacking unpacking)
    {
        _path = path;
        var entries = zip.Entries.Select(entry => entry.FullName).ToList();
        var graph = GraphEntry(entries) ?? throw new DataException(path, Refusal(entries));
        var root = graph[..(graph.Length - Inner(graph).Length)];
        byte[]? Find(string name)
        {
            if (zip.GetEntry(root + name) is not { } entry)
            {
                return null;
            }

            unpacking.Take(entry.Length);
            return Zip.Read(entry);
        }

        byte[] Unpack(string name) =>
            Find(name) ?? throw new InvalidDataException($"'{Excerpt.Of(name)}' is missing from it");

        if (Find("byteorder") is { } order && !order.AsSpan().SequenceEqual("little"u8))
        {
            throw new DataException(path, "its numbers are big-endian, which is not supported");
        }

        _program = Parse(Unpack(Inner(graph)));
        (Weights, Constants) = Inner(graph) == OldGraph
            ? (ExportedTensors.OfPickle(path, Unpack("serialized_state_dict.pt")),
                ExportedTensors.OfPickle(path, Unpack("serialized_constants.pt")))
            : New(Path.GetFileNameWithoutExtension(graph), Find, Unpack);
    }

    /// <summary>The program: graph, signature and what else there is of it.</summary>
    public JsonElement Program => _program.RootElement;

    /// <summary>Parameters, and buffers that state dicts have.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Weights { get; }

    /// <summary>Other buffers, and constants.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Constants { get; }

    /// <summary>Reads an archive.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, damaged, or something else.</exception>
    public static ExportedArchive Read(string path)
    {
        using var zip = Zip.Open(path);
        var unpacking = new Unpacking(path, new FileInfo(path).Length);
        return Reading(path, () => new ExportedArchive(path, zip, unpacking));
    }

    /// <summary>Whether a file is an archive of <c>torch.export</c>, compiled ones included.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path)
    {
        try
        {
            using var zip = Zip.Open(path);
            var entries = zip.Entries.Select(entry => entry.FullName).ToList();
            return GraphEntry(entries) is not null || IsCompiled(entries);
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Turns what readers throw at damage into the one exception for that.</summary>
    public static TResult Reading<TResult>(string path, Func<TResult> read)
    {
        try
        {
            return Damage.Guard(path, "archive of torch.export", read);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw new DataException(
                path,
                "the archive of torch.export is damaged "
                + $"({Excerpt.Of(damage.Message.ReplaceLineEndings(" ")).TrimEnd('.')})");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _program.Dispose();

    private (IReadOnlyDictionary<string, StoredTensor>, IReadOnlyDictionary<string, StoredTensor>) New(
        string model, Func<string, byte[]?> find, Func<string, byte[]> unpack)
    {
        IReadOnlyDictionary<string, StoredTensor> Group(string kind)
        {
            var folder = $"data/{kind}/";
            if (find($"{folder}{model}.pt") is { } pickle) // of PyTorch 2.8 alone
            {
                return ExportedTensors.OfPickle(_path, pickle);
            }

            using var config = Parse(unpack($"{folder}{model}_{kind}_config.json"));
            return ExportedTensors.OfConfig(config.RootElement, name => unpack(folder + name));
        }

        return (Group("weights"), Group("constants"));
    }

    // That of the name that torch.export.save gives, or the only one.
    private static string? GraphEntry(List<string> entries) =>
        entries.Find(name => Inner(name) is OldGraph or "models/model.json")
        ?? (Graphs(entries) is [var only] ? only : null);

    private static List<string> Graphs(List<string> entries) =>
        entries.FindAll(name => Inner(name).StartsWith("models/", StringComparison.Ordinal)
            && name.EndsWith(".json", StringComparison.Ordinal));

    // Without the folder that PyTorch's archives put everything into.
    private static string Inner(string name)
    {
        foreach (var start in (string[])[OldGraph, "models/", "data/aotinductor/"])
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return name;
            }

            if (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
                && name[(slash + 1)..].StartsWith(start, StringComparison.Ordinal))
            {
                return name[(slash + 1)..];
            }
        }

        return name;
    }

    private static bool IsCompiled(List<string> entries) => entries.Exists(
        name => Inner(name).StartsWith("data/aotinductor/", StringComparison.Ordinal));

    private static string Refusal(List<string> entries) => Graphs(entries) is { Count: > 1 } graphs
        ? $"it holds several networks ({Excerpt.Of(graphs)}); expected one: export it with torch.export.save"
        : IsCompiled(entries)
            ? "it is a compiled archive (AOTInductor): machine code, which is not run; "
                + "export the network with torch.export.save"
            : entries.Exists(name => name.EndsWith("/constants.pkl", StringComparison.Ordinal))
                ? "it is a TorchScript module, and no archive of torch.export: that is the network 'torchscript'"
                : entries.Exists(name => name.EndsWith("data.pkl", StringComparison.Ordinal))
                    ? "it is what torch.save makes, and no archive of torch.export; "
                        + "export the network with torch.export.save"
                    : "it is a zip, and no archive of torch.export: it holds no graph";

    private JsonDocument Parse(byte[] json)
    {
        if (json.Length > MostGraphBytes)
        {
            throw new DataException(
                _path,
                FormattableString.Invariant($"its graph has {json.Length} bytes; expected at most {MostGraphBytes}"));
        }

        return JsonDocument.Parse(BareNumbers.Quoted(json), new() { MaxDepth = MostDepth });
    }
}
