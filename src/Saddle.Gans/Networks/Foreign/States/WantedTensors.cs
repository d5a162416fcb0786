namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>The tensors that a state is to be loaded into, by the names that a file may have for them.</summary>
internal sealed class WantedTensors
{
    private readonly string[][] _names;

    /// <param name="tensors">The network's tensors.</param>
    public WantedTensors(IReadOnlyList<ForeignTensor> tensors)
    {
        All = tensors;
        var canonical = TensorNames.Canonical([.. tensors.Select(tensor => tensor.Name)]);
        string[][] aliases = [.. tensors.Select(tensor => tensor.Aliases.Select(TensorNames.Canonical).ToArray())];
        Prefix = Shared([.. canonical, .. aliases.SelectMany(alias => alias)]);
        _names =
        [
            .. canonical.Zip(aliases, (name, others) => (string[])
            [
                name[Prefix.Length..], .. others.Select(alias => alias[Prefix.Length..]),
            ]),
        ];
    }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<ForeignTensor> All { get; }

    /// <summary>What all names begin with, up to a dot.</summary>
    public string Prefix { get; }

    /// <summary>The names that one goes by, without what all begin with.</summary>
    public IReadOnlyList<string> NamesOf(int tensor) => _names[tensor];

    /// <summary>
    /// What names of a file begin with where they go on as one of the network's, most frequent first.
    /// </summary>
    /// <param name="names">The file's names.</param>
    public IEnumerable<string> PrefixesIn(IEnumerable<string> names)
    {
        var own = _names.SelectMany(name => name).ToHashSet(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var most = own.Select(name => name.Count(c => c == '.')).DefaultIfEmpty().Max() + 1;
        foreach (var name in names)
        {
            var dot = name.Length;
            for (var parts = 0; parts < most && dot >= 0; parts++)
            {
                dot = dot > 0 ? name.LastIndexOf('.', dot - 1) : -1;
                var (prefix, rest) = (name[..(dot + 1)], name[(dot + 1)..]);
                if (own.Contains(rest))
                {
                    counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                }
            }
        }

        return counts.OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key == Prefix ? 0 : 1)
            .ThenBy(count => count.Key.Length)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => count.Key);
    }

    // Whole parts of names, the last left out.
    private static string Shared(string[] names)
    {
        if (names.Length == 0)
        {
            return string.Empty;
        }

        var shared = StatePath.Stem(names[0]);
        while (shared.Length > 0
            && !Array.TrueForAll(names, name => name.StartsWith(shared, StringComparison.Ordinal)))
        {
            shared = StatePath.Stem(shared[..^1]);
        }

        return shared;
    }
}
