using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>Goes through what a file holds: which parts of it are networks, and what else there is.</summary>
internal sealed class StateTree
{
    private const int MostValues = 200_000;
    private const int MostParts = 10_000;
    private const int MostNameCharacters = 4096;

    // What optimisers keep for a parameter.
    private static readonly HashSet<string> Slots = new(StringComparer.Ordinal)
    {
        "step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq", "exp_inf", "momentum_buffer", "square_avg", "grad_avg",
        "acc_delta", "sum", "prev", "step_size", "mu_product", "eta", "mu", "ax",
    };

    private static readonly HashSet<string> Uncounted = new(StringComparer.Ordinal)
    {
        "running_mean", "running_var", "num_batches_tracked", "n_averaged",
    };

    private readonly string _file;
    private readonly List<StateEntry> _networks = [];
    private readonly List<StatePart> _parts = [];
    private int _visited;

    private StateTree(string file) => _file = file;

    /// <summary>What may be a network's state, in the file's order.</summary>
    public IReadOnlyList<StateEntry> Networks => _networks;

    /// <summary>All there is.</summary>
    public IReadOnlyList<StatePart> Parts => _parts;

    /// <summary>Goes through a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="root">What it holds.</param>
    /// <exception cref="DataException">It holds too much to go through.</exception>
    public static StateTree Of(string file, SavedValue root)
    {
        var tree = new StateTree(file);
        tree.Walk(string.Empty, root);
        return tree;
    }

    private void Walk(string path, SavedValue value)
    {
        if (++_visited > MostValues || _parts.Count > MostParts)
        {
            throw new DataException(_file, "it holds more values than are gone through, or one within itself");
        }

        if (IsOptimiser(path, value))
        {
            Add(path, StatePartKind.Optimiser);
        }
        else if (value.Kind == SavedKind.Map && value.Class.Length > 0)
        {
            Network(new(path, [.. Script(string.Empty, value)]));
        }
        else if (value.Kind is SavedKind.Map or SavedKind.List)
        {
            Collection(path, value);
        }
        else
        {
            Single(path, value);
        }
    }

    private void Collection(string path, SavedValue value)
    {
        var isNested = value.Entries.Any(e => e.Value.Kind is SavedKind.Map or SavedKind.List && HasTensors(e.Value));
        var entry = Own(path, value);
        var isNetwork = entry.Unread.Count > 0
            || (entry.Tensors.Any(t => t.Array.Shape.Count > 0 && IsFloating(t.Array))
                && (!entry.IsList || entry.Tensors.Count == value.Entries.Count)
                && (!isNested || entry.Tensors.Any(t => StatePath.Leaf(t.Name) is "weight" or "bias")));
        if (isNetwork)
        {
            Network(entry);
        }

        if (isNested || path.Length == 0 || value.Entries.Any(e => e.Value.Kind == SavedKind.Object))
        {
            foreach (var (key, inner) in value.Entries)
            {
                if (!isNetwork || inner.Kind is not (SavedKind.Array or SavedKind.OtherArray or SavedKind.Plain))
                {
                    Walk(StatePath.Join(path, key), inner);
                }
            }
        }
        else if (!isNetwork)
        {
            Add(path, StatePartKind.Numbers);
        }
    }

    private static StateEntry Own(string path, SavedValue value) =>
        new(path, [.. from e in value.Entries where e.Value.Array is not null select (e.Key, e.Value.Array)])
        {
            IsList = value.Kind == SavedKind.List,
            Unread =
            [
                .. from e in value.Entries
                   where e.Value.Kind == SavedKind.OtherArray
                   select (e.Key, e.Value.Class),
            ],
        };

    private static bool IsFloating(SavedArray array) => array.Type is ['F' or 'B', ..] and not "BOOL";

    private void Single(string path, SavedValue value)
    {
        switch (value.Kind)
        {
            case SavedKind.Plain or SavedKind.Map or SavedKind.List:
            case SavedKind.Array when value.Array!.Shape.Count == 0:
                Add(path, StatePartKind.Numbers);
                break;
            case SavedKind.Array:
                _parts.Add(new(path, StatePartKind.Other, 1, 0) { Remark = "one tensor" });
                break;
            default:
                _parts.Add(new(path, StatePartKind.Other, 0, 0) { Remark = value.Class });
                break;
        }
    }

    private void Add(string path, StatePartKind kind) => _parts.Add(new(path, kind, 0, 0));

    // One dictionary may hold several networks, under the names of attributes.
    private void Network(StateEntry entry)
    {
        if (entry.Tensors.FirstOrDefault(tensor => tensor.Name.Length > MostNameCharacters).Name is { } name)
        {
            throw new DataException(_file, $"the name '{Excerpt.Of(name)}' is too long");
        }

        entry = entry with { Tensors = [.. entry.Tensors.DistinctBy(tensor => tensor.Name, StringComparer.Ordinal)] };
        _networks.Add(entry);
        string[] first = [.. entry.Tensors.Select(t => t.Name.Split('.')[0]).Distinct(StringComparer.Ordinal)];
        if (!entry.IsList
            && first.Length > 1
            && first.Any(name => StateName.Of(name) is { Player: not null, Strange: 0 }))
        {
            foreach (var part in first.Select(entry.Within).Where(part => part.Tensors.Count > 0))
            {
                _parts.Add(Part(part));
            }
        }
        else
        {
            _parts.Add(Part(entry));
        }
    }

    private static StatePart Part(StateEntry entry) => new(
        entry.Path,
        StatePartKind.Network,
        entry.Tensors.Count,
        entry.Tensors.Where(t => IsFloating(t.Array) && !Uncounted.Contains(StatePath.Leaf(t.Name)))
            .Sum(t => t.Array.Shape.Aggregate(1L, (product, length) => product * length)))
    {
        Remark = entry.IsList ? "a list without names" : string.Empty,
    };

    // A module of TorchScript has its tensors among its attributes, and those of its parts.
    private IEnumerable<(string Name, SavedArray Array)> Script(string path, SavedValue value)
    {
        _visited++;
        foreach (var (key, inner) in _visited > MostValues ? [] : value.Entries)
        {
            var name = StatePath.Join(path, key);
            if (inner.Array is { } array)
            {
                yield return (name, array);
            }

            foreach (var tensor in inner.Kind == SavedKind.Map && inner.Class.Length > 0 ? Script(name, inner) : [])
            {
                yield return tensor;
            }
        }
    }

    private static bool IsOptimiser(string path, SavedValue value)
    {
        var leaf = StatePath.Leaf(path);
        return value.Kind is SavedKind.Map or SavedKind.List
            && ((path.Length > 0
                    && (StateName.IsOptimiser(leaf) || leaf is "exp_avg" or "exp_avg_sq" or "param_groups"))
                || IsOptimiser(value)
                || (value.Entries.Count > 0 && value.Entries.All(entry => IsOptimiser(entry.Value))));
    }

    private static bool IsOptimiser(SavedValue value)
    {
        bool Has(string key) => value.Entries.Any(entry => entry.Key == key);
        return value.Kind == SavedKind.Map
            && ((Has("state") && Has("param_groups"))
                || (value.Entries.Any(entry => entry.Value.Array is not null)
                    && value.Entries.All(entry => Slots.Contains(entry.Key))));
    }

    private bool HasTensors(SavedValue value)
    {
        var seen = new HashSet<SavedValue>(ReferenceEqualityComparer.Instance);
        var left = new Stack<SavedValue>([value]);
        while (left.TryPop(out var next))
        {
            if (next.Kind is SavedKind.Array or SavedKind.OtherArray)
            {
                return true;
            }

            foreach (var entry in seen.Add(next) ? next.Entries : [])
            {
                left.Push(entry.Value);
            }
        }

        _visited += seen.Count;
        return false;
    }
}
