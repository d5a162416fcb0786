using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// A training run at one moment, as one safetensors file: both players' parameters and buffers by name, the rule's memory and
/// the generator's running average. With the step's number in its metadata this is all there is to resume from: random
/// numbers and the order of the data are functions of the step.
/// </summary>
internal static class Checkpoint
{
    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    public static void Write(string path, NeuralGame game, TrainingState state)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "saddle-checkpoint-1",
            ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
            ["memory"] = state.Memory.Length.ToString(CultureInfo.InvariantCulture),
        };
        var arrays = new List<StoredArray>();
        foreach (var player in Enum.GetValues<Player>())
        {
            AddParameters(arrays, Name(player), game.Network(player), state.Players[(int)player]);
            var buffers = game.Network(player).Buffers;
            arrays.AddRange(game.Network(player).Blueprint.Buffers.Select(b => Stored($"{Name(player)}.{b.Name}", buffers[b.Index])));
        }

        if (!state.Average.IsNumber)
        {
            AddParameters(arrays, "average", game.Network(Player.Generator), state.Average);
        }

        for (var i = 0; i < state.Memory.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"memory.{i}");
            if (state.Memory[i].IsNumber)
            {
                metadata[name] = state.Memory[i].Number.ToString("R", CultureInfo.InvariantCulture);
            }
            else
            {
                arrays.Add(Stored(name, state.Memory[i]));
            }
        }

        Safetensors.Write(path, arrays, metadata);
    }

    /// <summary>Reads a checkpoint into a game's buffers and a state.</summary>
    /// <exception cref="DataException">The file is damaged, or a tensor is missing or of another shape.</exception>
    public static void Read(string path, NeuralGame game, TrainingState state)
    {
        var file = Safetensors.Open(path);
        state.Step = Number(path, file, "step");
        if (Number(path, file, "memory") != state.Memory.Length)
        {
            throw new DataException(path, $"holds a memory of {file.Metadata["memory"]} tensors, where the rule has {state.Memory.Length}");
        }

        var (type, device) = (state.Players[0].DType, state.Players[0].Device);
        foreach (var player in Enum.GetValues<Player>())
        {
            var network = game.Network(player);
            state.Players[(int)player] = Parameters(file, Name(player), network, type, device);
            network.Restore([.. network.Blueprint.Buffers.Select(b => Loaded(file, $"{Name(player)}.{b.Name}", b.Shape, type, device))]);
        }

        if (!state.Average.IsNumber)
        {
            state.Average = Parameters(file, "average", game.Network(Player.Generator), type, device);
        }

        for (var i = 0; i < state.Memory.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"memory.{i}");
            if (file.Metadata.TryGetValue(name, out var number))
            {
                state.Memory[i] = double.Parse(number, CultureInfo.InvariantCulture);
                continue;
            }

            var (stored, shape, bytes) = file.Read(name);
            state.Memory[i] = stored == TypeName(type) ? FromBytes(bytes, shape, type, device) : throw new DataException(path, $"'{name}' is {stored}; expected {TypeName(type)}");
        }
    }

    /// <summary>Reads the generator alone: its running average where there is one.</summary>
    /// <exception cref="DataException">The file is damaged, or a tensor is missing or of another shape.</exception>
    public static Tensor ReadGenerator(string path, NeuralGame game, DType type, string device, bool average)
    {
        var file = Safetensors.Open(path);
        var network = game.Network(Player.Generator);
        network.Restore([.. network.Blueprint.Buffers.Select(b => Loaded(file, $"{Name(Player.Generator)}.{b.Name}", b.Shape, type, device))]);
        return Parameters(file, average ? "average" : Name(Player.Generator), network, type, device);
    }

    /// <summary>The step that a checkpoint was written after.</summary>
    public static long Step(string path) => Number(path, Safetensors.Open(path), "step");

    private static string Name(Player player) => player == Player.Generator ? "generator" : "discriminator";

    private static long Number(string path, Safetensors file, string name) =>
        file.Metadata.TryGetValue(name, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException(path, $"its metadata have no number '{name}'; expected a checkpoint of Saddle");

    private static void AddParameters(List<StoredArray> arrays, string prefix, PlayerNetwork network, Tensor flat)
    {
        var parts = network.Unflatten(flat, differentiable: false);
        arrays.AddRange(network.Blueprint.Parameters.Select(p => Stored($"{prefix}.{p.Name}", parts[p.Index])));
    }

    private static Tensor Parameters(Safetensors file, string prefix, PlayerNetwork network, DType type, string device) =>
        network.Flatten([.. network.Blueprint.Parameters.Select(p => Loaded(file, $"{prefix}.{p.Name}", p.Shape, type, device))], Tensor.Zeros([1], type, device));

    private static StoredArray Stored(string name, Tensor tensor)
    {
        var size = tensor.DType == DType.Float32 ? sizeof(float) : sizeof(double);
        return new(name, TypeName(tensor.DType), tensor.Shape, tensor.Count * size, () => tensor.DType == DType.Float32
            ? MemoryMarshal.AsBytes<float>(tensor.ToArray<float>()).ToArray()
            : MemoryMarshal.AsBytes<double>(tensor.ToArray<double>()).ToArray());
    }

    private static Tensor Loaded(Safetensors file, string name, long[] shape, DType type, string device) =>
        FromBytes(file.Read(name, TypeName(type), shape), shape, type, device);

    private static Tensor FromBytes(byte[] bytes, long[] shape, DType type, string device) => type == DType.Float32
        ? Tensor.From<float>(MemoryMarshal.Cast<byte, float>(bytes), shape, device)
        : Tensor.From<double>(MemoryMarshal.Cast<byte, double>(bytes), shape, device);

    private static string TypeName(DType type) => type switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        _ => throw new NotSupportedException($"Tensors of {type} are not stored."),
    };
}
