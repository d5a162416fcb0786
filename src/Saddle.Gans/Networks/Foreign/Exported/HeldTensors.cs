using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>The parameters and buffers of an archive, tied ones once, and which inputs of the graph they are.</summary>
internal sealed class HeldTensors
{
    private readonly List<(StoredTensor Stored, TensorRole Role, List<string> Names)> _held = [];
    private readonly Dictionary<int, int> _indices = [];
    private readonly HashSet<string> _passing = new(StringComparer.Ordinal);
    private readonly Dictionary<(TensorRole Role, string Identity), int> _first = [];

    /// <summary>Collects them.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="inputs">The inputs of its graph.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="InvalidDataException">One is missing.</exception>
    public HeldTensors(ExportedArchive archive, IReadOnlyList<GraphInput> inputs, GraphCompiler graph)
    {
        // In the order of the network's own list of parameters. Archives of the old layout name the graph's inputs in
        // another one where the code has taken a parameter's place, as spectral norm's hook does.
        var order = archive.Weights.Keys.Index()
            .ToDictionary(key => key.Item, key => key.Index, StringComparer.Ordinal);
        foreach (var (i, input) in inputs.Index()
            .Where(entry => entry.Item.Role is InputRole.Parameter or InputRole.Buffer)
            .OrderBy(entry => order.GetValueOrDefault(entry.Item.Name, int.MaxValue)))
        {
            _indices[i] = Add(Find(archive, input.Name), RoleOf(archive, graph, input), input.Name);
            if (!archive.Weights.ContainsKey(input.Name))
            {
                _passing.Add(input.Name); // a buffer that state dicts leave out lies among the constants
            }
        }

        var idle = Idle(archive, inputs, graph);
        foreach (var (i, input) in inputs.Index().Where(entry => entry.Item.Role == InputRole.Constant))
        {
            var stored = Find(archive, input.Name);
            if (idle.Count > 0 && idle.TryGetValue(stored.Content, out var parameter))
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
            IsPersistent = !_passing.Contains(held.Names[0]),
        }),
    ];

    private int Add(StoredTensor stored, TensorRole role, string name)
    {
        if (_first.TryGetValue((role, stored.Identity), out var index))
        {
            _held[index].Names.Add(name);
            return index;
        }

        _first.Add((role, stored.Identity), _held.Count);
        _held.Add((stored, role, [name]));
        return _held.Count - 1;
    }

    private static StoredTensor Find(ExportedArchive archive, string name) =>
        archive.Weights.GetValueOrDefault(name)
        ?? archive.Constants.GetValueOrDefault(name)
        ?? throw new InvalidDataException($"the tensor '{Excerpt.Of(name)}' is missing");

    private static TensorRole RoleOf(ExportedArchive archive, GraphCompiler graph, GraphInput input)
    {
        if (input.Role == InputRole.Buffer)
        {
            return TensorRole.Buffer;
        }

        var stored = Find(archive, input.Name);
        var isTrained = stored.RequiresGradient ?? graph.RequiresGradient(input.InGraph!);
        return isTrained && stored.Type.IsReal() ? TensorRole.Parameter : TensorRole.Frozen;
    }

    // Export takes a parameter that also stands in a plain list for a constant: the parameter is then read by nothing.
    private static Dictionary<string, int> Idle(
        ExportedArchive archive, IReadOnlyList<GraphInput> inputs, GraphCompiler graph)
    {
        var idle = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, input) in inputs.Index())
        {
            if (input.Role == InputRole.Parameter && !graph.Read.Contains(i))
            {
                idle.TryAdd(Find(archive, input.Name).Content, i);
            }
        }

        return idle;
    }
}
