using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>The parameters and buffers of an archive, tied ones once, and which inputs of the graph they are.</summary>
internal sealed class HeldTensors
{
    private readonly List<(StoredTensor Stored, TensorRole Role, List<string> Names)> _held = [];
    private readonly Dictionary<int, int> _indices = [];

    /// <summary>Collects them.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="inputs">The inputs of its graph.</param>
    /// <param name="read">Those, by their numbers, that the graph reads.</param>
    /// <exception cref="InvalidDataException">One is missing.</exception>
    public HeldTensors(ExportedArchive archive, IReadOnlyList<GraphInput> inputs, IReadOnlySet<int> read)
    {
        foreach (var (i, input) in inputs.Index())
        {
            if (input.Role is InputRole.Parameter or InputRole.Buffer)
            {
                _indices[i] = Add(Find(archive, input.Name), RoleOf(archive, input), input.Name);
            }
        }

        foreach (var (i, input) in inputs.Index().Where(entry => entry.Item.Role == InputRole.Constant))
        {
            var stored = Find(archive, input.Name);
            if (ParameterLike(stored, inputs, read) is { } parameter)
            {
                _indices[i] = _indices[parameter];
                Refound.Add(inputs[parameter].Name);
            }
            else
            {
                Constants[i] = stored;
            }
        }
    }

    /// <summary>Constants by the inputs of the graph that they are.</summary>
    public Dictionary<int, StoredTensor> Constants { get; } = [];

    /// <summary>Parameters that export took for constants, and that are parameters again.</summary>
    public List<string> Refound { get; } = [];

    /// <summary>The types in the file, one a tensor.</summary>
    public IReadOnlyList<DType> Types => [.. _held.Select(held => held.Stored.Type)];

    /// <summary>The number of the tensor that an input of the graph is; null where it is none.</summary>
    /// <param name="input">The input's number.</param>
    public int? IndexOf(int input) => _indices.TryGetValue(input, out var index) ? index : null;

    /// <summary>The tensors.</summary>
    /// <param name="device">The device.</param>
    public IReadOnlyList<ForeignTensor> ToTensors(string device) =>
    [
        .. _held.Select(held => new ForeignTensor(
            held.Names[0], TensorScope.Release(held.Stored.ToTensor(device)), held.Role)
        {
            Aliases = held.Names[1..],
        }),
    ];

    private int Add(StoredTensor stored, TensorRole role, string name)
    {
        var index = _held.FindIndex(held => held.Role == role && held.Stored.Is(stored));
        if (index >= 0)
        {
            _held[index].Names.Add(name);
            return index;
        }

        _held.Add((stored, role, [name]));
        return _held.Count - 1;
    }

    private static StoredTensor Find(ExportedArchive archive, string name) =>
        archive.Weights.GetValueOrDefault(name)
        ?? archive.Constants.GetValueOrDefault(name)
        ?? throw new InvalidDataException($"the tensor '{Excerpt.Of(name)}' is missing");

    private static TensorRole RoleOf(ExportedArchive archive, GraphInput input)
    {
        if (input.Role == InputRole.Buffer)
        {
            return TensorRole.Buffer;
        }

        var stored = Find(archive, input.Name);
        var inGraph = archive.Program.Need("graph_module").Need("graph").Need("tensor_values").Maybe(input.InGraph!);
        var isTrained = stored.RequiresGradient ?? inGraph?.Maybe("requires_grad")?.Flag() ?? true;
        return isTrained && stored.Type.IsReal() ? TensorRole.Parameter : TensorRole.Frozen;
    }

    // Export takes a parameter that also stands in a plain list for a constant: the parameter is then read by nothing.
    private int? ParameterLike(StoredTensor constant, IReadOnlyList<GraphInput> inputs, IReadOnlySet<int> read)
    {
        foreach (var (i, input) in inputs.Index())
        {
            if (input.Role == InputRole.Parameter
                && !read.Contains(i)
                && _held[_indices[i]].Stored.HasElementsOf(constant))
            {
                return i;
            }
        }

        return null;
    }
}
