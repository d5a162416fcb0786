using System.Globalization;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// A training run at one moment, as one safetensors file: both players' parameters and buffers by name, the rule's
/// memory and the generator's running average. With the step's number in its metadata this is all there is to resume
/// from: random numbers and the order of the data are functions of the step.
/// </summary>
internal static class Checkpoint
{
    private const string AverageName = "average";
    private const string MetricName = "best-metric";
    private const string ValueName = "best-value";

    /// <summary>Writes a checkpoint, whole or not at all, with a checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="session">What is written.</param>
    /// <param name="figure">The figure for which it is kept as the best; null where it is not.</param>
    public static void Write(string path, Session session, BestFigure? figure = null)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "saddle-checkpoint-1",
            ["step"] = session.Step.ToString(CultureInfo.InvariantCulture),
            ["memory"] = session.Memory.Length.ToString(CultureInfo.InvariantCulture),
        };
        if (figure is not null)
        {
            metadata[MetricName] = figure.Metric;
            metadata[ValueName] = figure.Value.ToString("R", CultureInfo.InvariantCulture);
        }

        var arrays = new List<StoredArray>();
        foreach (var player in Enum.GetValues<Player>())
        {
            AddPlayer(arrays, player, session);
        }

        if (session.Averages)
        {
            AddParameters(arrays, AverageName, session.Game.Network(Player.Generator), session.Average);
        }

        for (var i = 0; i < session.Memory.Length; i++)
        {
            var (name, value) = (MemoryName(i), session.Memory[i]);
            if (value.IsNumber)
            {
                metadata[name] = value.Number.ToString("R", CultureInfo.InvariantCulture);
            }
            else
            {
                arrays.Add(Stored(name, value));
            }
        }

        Safetensors.WriteSealed(path, arrays, metadata);
    }

    /// <summary>Reads a checkpoint into a game's buffers and a state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="session">What it is read into.</param>
    /// <exception cref="DataException">The file is damaged, or a tensor is missing or of another shape.</exception>
    public static void Read(string path, Session session)
    {
        var file = Safetensors.Open(path);
        file.Check();
        session.Step = Number(path, file, "step");
        if (Number(path, file, "memory") != session.Memory.Length)
        {
            var held = file.Metadata["memory"];
            throw new DataException(
                path, $"holds a memory of {held} tensors, where the rule has {session.Memory.Length}");
        }

        var (type, device) = (session.Players[0].DType, session.Players[0].Device);
        foreach (var player in Enum.GetValues<Player>())
        {
            var network = session.Game.Network(player);
            session.Players[(int)player] = Parameters(file, Name(player), network, type, device);
            network.Restore(Buffers(file, player, network, type, device));
        }

        if (session.Averages)
        {
            session.Average = Parameters(file, AverageName, session.Game.Network(Player.Generator), type, device);
        }

        for (var i = 0; i < session.Memory.Length; i++)
        {
            session.Memory[i] = Memory(path, file, MemoryName(i), type, device);
        }

        session.Sweep();
    }

    /// <summary>Reads the generator alone: its running average where there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="game">The game, whose generator's buffers are set.</param>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="device">The device.</param>
    /// <param name="average">Whether the running average is wanted.</param>
    /// <returns>The parameters, flat.</returns>
    /// <exception cref="DataException">The file is damaged, or a tensor is missing or of another shape.</exception>
    public static Tensor ReadGenerator(string path, NeuralGame game, DType type, string device, bool average)
    {
        var file = Safetensors.Open(path);
        file.Check();
        var network = game.Network(Player.Generator);
        network.Restore(Buffers(file, Player.Generator, network, type, device));
        return Parameters(file, average ? AverageName : Name(Player.Generator), network, type, device);
    }

    /// <summary>The step that a checkpoint was written after.</summary>
    /// <param name="path">The file.</param>
    public static long Step(string path) => Number(path, Safetensors.Open(path), "step");

    /// <summary>The figure for which a checkpoint was kept as the best.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The figure; null where none is stated, as in files of earlier versions.</returns>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public static BestFigure? Figure(string path)
    {
        var file = Safetensors.Open(path);
        return file.Metadata.TryGetValue(MetricName, out var metric)
            && file.Metadata.TryGetValue(ValueName, out var text)
            && double.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? new(metric, value, Number(path, file, "step"))
            : null;
    }

    private static string Name(Player player) => player == Player.Generator ? "generator" : "discriminator";

    private static string MemoryName(int i) => FormattableString.Invariant($"memory.{i}");

    private static int Number(string path, Safetensors file, string name)
    {
        if (!file.Metadata.TryGetValue(name, out var text))
        {
            throw new DataException(path, $"its metadata have no number '{name}'; expected a checkpoint of Saddle");
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException(
                path,
                FormattableString.Invariant(
                    $"its metadata have {name}={Excerpt.Of(text)}; expected a whole number from 0 to {int.MaxValue}"));
    }

    private static void AddPlayer(List<StoredArray> arrays, Player player, Session session)
    {
        var network = session.Game.Network(player);
        AddParameters(arrays, Name(player), network, session.Players[(int)player]);
        var buffers = network.Buffers;
        arrays.AddRange(network.Blueprint.Buffers.Select(b => Stored($"{Name(player)}.{b.Name}", buffers[b.Index])));
    }

    private static void AddParameters(List<StoredArray> arrays, string prefix, PlayerNetwork network, Tensor flat)
    {
        var parts = network.Unflatten(flat, differentiable: false);
        arrays.AddRange(network.Blueprint.Parameters.Select(p => Stored($"{prefix}.{p.Name}", parts[p.Index])));
    }

    private static Tensor Parameters(
        Safetensors file, string prefix, PlayerNetwork network, DType type, string device) => network.Flatten(
        [.. network.Blueprint.Parameters.Select(p => Loaded(file, $"{prefix}.{p.Name}", p.Shape, type, device))],
        Tensor.Zeros([1], type, device));

    private static Tensor[] Buffers(
        Safetensors file, Player player, PlayerNetwork network, DType type, string device) =>
        [
            .. network.Blueprint.Buffers.Select(b =>
                Loaded(file, $"{Name(player)}.{b.Name}", b.Shape, b.Type ?? type, device)),
        ];

    private static Tensor Memory(string path, Safetensors file, string name, DType type, string device)
    {
        if (file.Metadata.TryGetValue(name, out var number))
        {
            return double.TryParse(number, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new DataException(path, $"'{name}' is '{Excerpt.Of(number)}'; expected a number");
        }

        var (stored, shape, bytes) = file.Read(name);
        return stored == TypeName(type)
            ? Tensor.FromBytes(type, bytes, shape, device)
            : throw new DataException(path, $"'{name}' is {stored}; expected {TypeName(type)}");
    }

    private static StoredArray Stored(string name, Tensor tensor)
    {
        var type = tensor.DType;
        return new(name, TypeName(type), tensor.Shape, tensor.Count * type.ElementSize(), tensor.ToBytes);
    }

    private static Tensor Loaded(Safetensors file, string name, long[] shape, DType type, string device) =>
        Tensor.FromBytes(type, file.Read(name, TypeName(type), shape), shape, device);

    private static string TypeName(DType type) => type switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        DType.Int64 => "I64",
        DType.Int32 => "I32",
        DType.Int16 => "I16",
        DType.Int8 => "I8",
        DType.UInt8 => "U8",
        DType.Bool => "BOOL",
        _ => throw new NotSupportedException($"Tensors of {type} are not stored."),
    };
}
