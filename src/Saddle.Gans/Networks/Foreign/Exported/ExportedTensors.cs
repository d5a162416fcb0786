using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>Reads the tensors of an archive by their names.</summary>
internal static class ExportedTensors
{
    private const int MostTensors = 10_000;

    /// <summary>Tensors of archives since PyTorch 2.8: raw bytes, and a table of what lies where.</summary>
    /// <param name="table">The table, a <c>PayloadConfig</c>.</param>
    /// <param name="unpack">Gives the bytes of an entry.</param>
    public static IReadOnlyDictionary<string, StoredTensor> OfConfig(JsonElement table, Func<string, byte[]> unpack)
    {
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, payload) in table.Need("config").Entries())
        {
            if (payload.Maybe("use_pickle")?.Flag() == true || payload.Maybe("tensor_meta") is not { } meta)
            {
                throw new InvalidDataException(
                    $"'{Excerpt.Of(name)}' is no plain tensor but a pickled object, and nothing of a file is executed");
            }

            var place = payload.Need("path_name").Text();
            if (!storages.TryGetValue(place, out var bytes))
            {
                storages.Add(place, bytes = unpack(place));
            }

            if (!tensors.TryAdd(name, StoredTensor.Read(name, place, bytes, meta)) || tensors.Count > MostTensors)
            {
                throw new InvalidDataException($"there are too many tensors, or '{Excerpt.Of(name)}' twice");
            }
        }

        return tensors;
    }

    /// <summary>Tensors of archives up to PyTorch 2.7: what <c>torch.save</c> makes of a dictionary.</summary>
    /// <param name="path">The archive, for messages.</param>
    /// <param name="bytes">The entry.</param>
    public static IReadOnlyDictionary<string, StoredTensor> OfPickle(string path, byte[] bytes)
    {
        var places = new Dictionary<object, string>();
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in TorchFile.Read(path, bytes))
        {
            places.TryAdd(tensor.Identity, name);
            tensors.Add(name, new(name, places[tensor.Identity], tensor.ToBytes(), TypeOf(tensor.Type), tensor.Shape));
        }

        return tensors;
    }

    private static DType TypeOf(string name) => name switch
    {
        "F64" => DType.Float64,
        "F32" => DType.Float32,
        "F16" => DType.Float16,
        "BF16" => DType.BFloat16,
        "I64" => DType.Int64,
        "I32" => DType.Int32,
        "I16" => DType.Int16,
        "I8" => DType.Int8,
        "U8" => DType.UInt8,
        "BOOL" => DType.Bool,
        _ => throw new InvalidDataException($"tensors of type {Excerpt.Of(name)} are not known"),
    };
}
