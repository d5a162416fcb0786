using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>Matches a file's tensors to a network's by names and shapes, all or nothing.</summary>
/// <param name="wanted">The network's tensors.</param>
internal sealed class StateMatch(WantedTensors wanted)
{
    private const int MostPrefixes = 16;

    // What layers count or note by themselves, or what profilers leave behind: no network computes with it, or it is
    // of layers that keep no statistics here.
    private static readonly HashSet<string> Idle = new(StringComparer.Ordinal)
    {
        "num_batches_tracked", "running_mean", "running_var", "n_averaged", "sn_sigma", "total_ops", "total_params",
    };

    private static readonly string[] Moving =
        ["running", "mean", "var", "std", "avg", "ema", "_u", "_v", "u0", "v0", "sigma"];

    /// <summary>The ways in which an entry fits; where none does, the nearest, with its differences.</summary>
    /// <param name="entry">The entry.</param>
    public IReadOnlyList<StateFit> Of(StateEntry entry)
    {
        if (entry.IsList)
        {
            return [InOrder(entry)];
        }

        var names = TensorNames.Canonical([.. entry.Tensors.Select(tensor => tensor.Name)]);
        var byName = names.Index().ToDictionary(n => n.Item, n => entry.Tensors[n.Index], StringComparer.Ordinal);
        StateFit[] all =
        [
            .. wanted.PrefixesIn(names).Take(MostPrefixes).DefaultIfEmpty(wanted.Prefix)
                .Select(prefix => At(entry, byName, prefix)),
        ];
        StateFit[] fits = [.. all.Where(fit => fit.Fits)];
        return fits.Length > 0 ? fits : [all.MaxBy(fit => fit.Count - fit.Differences.Count)!];
    }

    // FastGAN keeps averages so: parameters alone, in their order.
    private StateFit InOrder(StateEntry entry)
    {
        var found = new (string, SavedArray)?[wanted.All.Count];
        int[] places =
        [
            .. wanted.All.Index().Where(tensor => tensor.Item.Role != TensorRole.Buffer).Select(tensor => tensor.Index),
        ];
        var differences = new List<string>();
        if (places.Length != entry.Tensors.Count)
        {
            differences.Add(FormattableString.Invariant(
                $"the list has {entry.Tensors.Count} tensors, the network {places.Length} parameters"));
        }

        foreach (var (place, tensor) in places.Zip(entry.Tensors))
        {
            found[place] = tensor;
            differences.AddRange(Difference(wanted.All[place], tensor));
        }

        return new(entry, entry.Path, found) { Differences = differences };
    }

    private StateFit At(
        StateEntry entry, Dictionary<string, (string Name, SavedArray Array)> byName, string prefix)
    {
        var found = new (string Name, SavedArray Array)?[wanted.All.Count];
        var (shapes, missing, buffers) = (new List<string>(), new List<int>(), new List<int>());
        var left = new Dictionary<string, (string Name, SavedArray Array)>(byName, StringComparer.Ordinal);
        for (var i = 0; i < found.Length; i++)
        {
            var tensor = wanted.All[i];
            string[] names = [.. wanted.NamesOf(i).Select(name => prefix + name).Where(byName.ContainsKey)];
            if (names.Length == 0)
            {
                (tensor.Role == TensorRole.Buffer ? buffers : missing).Add(i);
                continue;
            }

            found[i] = byName[names[0]];
            shapes.AddRange(Difference(tensor, byName[names[0]]));
            shapes.AddRange(names.Skip(1).SelectMany(other => Unequal(byName[names[0]], byName[other])));
            Array.ForEach(names, name => left.Remove(name));
        }

        var scope = Scope(prefix);
        var fit = new StateFit(entry, StatePath.Join(entry.Path, scope.TrimEnd('.')), found);
        missing.AddRange(MissingBuffers(fit, buffers));
        string[] unmatched = [.. left.Keys.Where(name => name.StartsWith(scope, StringComparison.Ordinal))];
        return fit with
        {
            Differences =
            [
                .. shapes,
                .. missing.Select(i =>
                    $"{Excerpt.Of(wanted.All[i].Name)} is missing{Reason(entry, wanted.NamesOf(i)[0])}"),
                .. unmatched.Where(name => !IsIdle(name, byName))
                    .Select(name => $"{Excerpt.Of(left[name].Name)} is left over"),
            ],
            Dropped = [.. unmatched.Where(name => IsIdle(name, byName)).Select(name => left[name].Name)],
        };
    }

    // Averages of parameters alone have no buffers at all; and what counts batches came with PyTorch 0.4.1.
    private int[] MissingBuffers(StateFit fit, List<int> places)
    {
        int[] missing = [.. places.Where(i => !IsOptional(wanted.All[i]))];
        return fit.IsAverage && missing.Length == wanted.All.Count(t => t.Role == TensorRole.Buffer && !IsOptional(t))
            ? []
            : missing;
    }

    // TorchScript does not say which buffers state dicts leave out: those that training moves are never left out.
    private static bool IsOptional(ForeignTensor tensor) => StatePath.Leaf(tensor.Name) is var leaf
        && (leaf == "num_batches_tracked"
            || !(tensor.IsPersistent ?? Array.Exists(
                Moving, part => leaf.Contains(part, StringComparison.OrdinalIgnoreCase))));

    // Up to the last part that names a network: what stands beside that is of other networks.
    private static string Scope(string prefix)
    {
        var scope = prefix;
        while (scope.Length > 0 && !IsNetwork(StatePath.Leaf(scope[..^1])))
        {
            scope = StatePath.Stem(scope[..^1]);
        }

        return scope;
    }

    private static bool IsNetwork(string key) => StateName.Of(key).IsNetwork || key == "online_model";

    private static bool IsIdle(string name, Dictionary<string, (string Name, SavedArray Array)> byName) =>
        Idle.Contains(StatePath.Leaf(name)) || byName.ContainsKey($"{name}_orig");

    private static IEnumerable<string> Difference(ForeignTensor tensor, (string Name, SavedArray Array) found)
    {
        var shape = tensor.Value.Shape;
        if (!shape.SequenceEqual(found.Array.Shape) && !(shape.Length == 0 && found.Array.Shape is [1]))
        {
            yield return $"{Excerpt.Of(found.Name)} is [{Excerpt.Of(found.Array.Shape)}], expected "
                + $"[{string.Join(", ", shape)}]";
        }
    }

    private static IEnumerable<string> Unequal(
        (string Name, SavedArray Array) one, (string Name, SavedArray Array) other)
    {
        if (!one.Array.Shape.SequenceEqual(other.Array.Shape)
            || !one.Array.Content().AsSpan().SequenceEqual(other.Array.Content()))
        {
            yield return $"{Excerpt.Of(one.Name)} and {Excerpt.Of(other.Name)} differ, and are one in the network";
        }
    }

    private static string Reason(StateEntry entry, string name) =>
        entry.Unread.FirstOrDefault(unread => TensorNames.Canonical(unread.Name).EndsWith(
            name, StringComparison.Ordinal)).Class is { } kind
            ? $" ({Excerpt.Of(kind)}, which is not read)"
            : string.Empty;
}
