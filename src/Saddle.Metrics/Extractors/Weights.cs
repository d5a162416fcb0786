using System.Runtime.InteropServices;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>A network's weights, by name.</summary>
/// <param name="Tensors">The tensors, in single precision.</param>
/// <param name="Sha256">The SHA-256 of the file that they are from, in hexadecimal.</param>
/// <param name="Path">The file.</param>
public sealed record Weights(IReadOnlyDictionary<string, Tensor> Tensors, string Sha256, string Path)
{
    /// <summary>Whether the file is TorchScript, of which the tensors alone were read.</summary>
    public bool IsScript { get; init; }

    /// <summary>
    /// Reads weights: .pth in both containers of PyTorch, TorchScript (its parameters and buffers), or safetensors.
    /// They are data: nothing in the file is executed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, damaged or of another format.</exception>
    public static Weights Read(string path)
    {
        var isSafetensors = string.Equals(
            System.IO.Path.GetExtension(path), ".safetensors", StringComparison.OrdinalIgnoreCase);
        var isScript = !isSafetensors && TorchFile.IsScript(path);
        var tensors = isSafetensors ? FromSafetensors(path) : isScript ? FromScript(path) : FromTorch(path);
        return new(tensors, InputFile.Sha256Of(path), path) { IsScript = isScript };
    }

    /// <summary>The weight of a name and shape.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The lengths of its dimensions.</param>
    /// <exception cref="DataException">There is none, or of another shape.</exception>
    public Tensor this[string name, params long[] shape]
    {
        get
        {
            if (!Tensors.TryGetValue(name, out var tensor))
            {
                var other = IsScript ? $"; {AsProgram(Path)}" : string.Empty;
                throw new DataException(
                    Path, $"the weight '{name}' is missing; it is not a network of this kind{other}");
            }

            var (found, expected) = (string.Join(", ", tensor.Shape), string.Join(", ", shape));
            return tensor.Shape.SequenceEqual(shape)
                ? tensor
                : throw new DataException(Path, $"the weight '{name}' is [{found}]; expected [{expected}]");
        }
    }

    private static Dictionary<string, Tensor> FromTorch(string path) => TorchFile.Read(path).ToDictionary(
        pair => pair.Key,
        pair => Tensor.From<float>(pair.Value.ToSingles(), [.. pair.Value.Shape]),
        StringComparer.Ordinal);

    private static Dictionary<string, Tensor> FromScript(string path)
    {
        try
        {
            return FromTorch(path);
        }
        catch (DataException damage)
        {
            throw new DataException(path, $"{damage.Problem}; {AsProgram(path)}");
        }
    }

    private static string AsProgram(string path) =>
        "it is TorchScript, of which the tensors are read as data and nothing runs: "
        + $"as a program it is --extractor torchscript:file={path}";

    private static Dictionary<string, Tensor> FromSafetensors(string path) =>
        ReadTensors(path)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Cast(DType.Float32), StringComparer.Ordinal);

    /// <summary>The tensors of a safetensors file, in the precision that they are stored in.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    internal static Dictionary<string, Tensor> ReadTensors(string path)
    {
        var file = Safetensors.Open(path);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var name in file.Names)
        {
            var (type, shape, bytes) = file.Read(name);
            tensors.Add(name, type switch
            {
                "F32" => Tensor.From<float>(MemoryMarshal.Cast<byte, float>(bytes), shape),
                "F64" => Tensor.From<double>(MemoryMarshal.Cast<byte, double>(bytes), shape),
                "I64" => Tensor.From<long>(MemoryMarshal.Cast<byte, long>(bytes), shape),
                _ => throw new DataException(
                    path, $"the weight '{Excerpt.Of(name)}' is of type {type}; expected F32 or F64"),
            });
        }

        return tensors;
    }

    /// <summary>The same weights on a device.</summary>
    /// <param name="device">cpu, cuda or cuda:N.</param>
    public Weights To(string device) => device == "cpu" ? this : this with
    {
        Tensors = Tensors.ToDictionary(
            pair => pair.Key, pair => pair.Value.To(device, pair.Value.DType), StringComparer.Ordinal),
    };
}
