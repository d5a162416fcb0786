namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>What a key that somebody gave leads to in a file.</summary>
internal static class StateKey
{
    /// <summary>The networks at a key, or below it.</summary>
    /// <param name="networks">The file's networks.</param>
    /// <param name="key">The key.</param>
    public static IReadOnlyList<StateEntry> Find(IReadOnlyList<StateEntry> networks, string key)
    {
        StateEntry[] at = [.. networks.Where(network => network.Path == key)];
        if (at.Length > 0)
        {
            return at;
        }

        StateEntry[] below =
        [
            .. networks.Where(network => network.Path.StartsWith(key + ".", StringComparison.Ordinal)),
        ];
        return below.Length > 0 ? below :
        [
            .. from network in networks
               where Rest(network.Path, key) is not null
               let within = network.Within(Rest(network.Path, key)!)
               where within.Tensors.Count > 0
               select within,
        ];
    }

    /// <summary>Why a key leads to no network, to follow it in a sentence.</summary>
    /// <param name="parts">What the file holds.</param>
    /// <param name="key">The key.</param>
    public static string Problem(IReadOnlyList<StatePart> parts, string key) =>
        parts.FirstOrDefault(part => part.Key == key)?.Kind switch
        {
            null => "is not in it",
            StatePartKind.Optimiser => "is an optimiser's state, no network's",
            StatePartKind.Numbers => "is numbers, no network",
            _ => "is no network's state",
        };

    private static string? Rest(string path, string key) =>
        path.Length == 0 ? key
        : key.StartsWith(path + ".", StringComparison.Ordinal) ? key[(path.Length + 1)..]
        : null;
}
