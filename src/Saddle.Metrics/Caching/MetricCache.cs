using System.Security.Cryptography;
using System.Text;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Tensors kept from one time to the next, by what decides them. What is there can be deleted at any time.
/// </summary>
/// <param name="Folder">The folder.</param>
public sealed record MetricCache(string Folder)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SADDLE_CACHE";

    // More than this is quicker made again than worth the disk's space.
    private const long MostBytes = 1L << 30;

    /// <summary>
    /// The folder that the environment names; else ~/.cache/saddle/metrics (or that of XDG_CACHE_HOME).
    /// </summary>
    public static MetricCache FromEnvironment() => new(CacheFolder.Find(Variable, "metrics"));

    /// <summary>A short name for what decides some tensors.</summary>
    /// <param name="parts">All that decides them.</param>
    public static string Key(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>What was kept under a key; null where nothing was, or where it is damaged.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyDictionary<string, Tensor>? Find(string key)
    {
        var file = FileOf(key);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return Weights.ReadTensors(file);
        }
        catch (DataException)
        {
            return null; // it is made again, and then written over
        }
    }

    /// <summary>Keeps tensors of single or double precision, unless they are huge.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tensors">The tensors, by name.</param>
    /// <returns>Why they were not kept; null where they were.</returns>
    public string? Store(string key, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Values.Sum(Bytes) > MostBytes)
        {
            return FormattableString.Invariant(
                $"not kept for another time: {tensors.Values.Sum(Bytes) >> 20} MiB are more than the cache takes");
        }

        try
        {
            AtomicFile.MakeFolder(Folder);
            AtomicFile.Tidy(Folder);
            Safetensors.Write(
                FileOf(key), [.. tensors.Select(Stored)], new Dictionary<string, string>(StringComparer.Ordinal));
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var why = failure.Message.ReplaceLineEndings(" ");
            return $"not kept for another time: {why} ({Variable} names another folder)";
        }
    }

    private static StoredArray Stored(KeyValuePair<string, Tensor> named) =>
        new(
            named.Key,
            named.Value.DType == DType.Float64 ? "F64" : "F32",
            named.Value.Shape,
            Bytes(named.Value),
            () => Content(named.Value));

    private static long Bytes(Tensor tensor) => tensor.Count * (tensor.DType == DType.Float64 ? 8 : 4);

    private static byte[] Content(Tensor tensor) => tensor.DType == DType.Float64
        ? System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(tensor.ToArray<double>()).ToArray()
        : System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.ToArray<float>()).ToArray();

    private string FileOf(string key) => Path.Combine(Folder, $"{key}.safetensors");
}
