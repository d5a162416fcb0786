using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>Reads the tensors of an archive by their names.</summary>
internal static class ExportedTensors
{
    private const int MostTensors = 100_000;

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
    public static IReadOnlyDictionary<string, StoredTensor> OfPickle(string path, byte[] bytes) =>
        throw new InvalidDataException($"archives of PyTorch up to 2.7 are not read yet: {path} {bytes.Length}");
}
