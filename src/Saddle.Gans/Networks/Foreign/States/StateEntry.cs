using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>The tensors of a file that may be a network's state.</summary>
/// <param name="Path">The keys that lead to it, with dots between them; empty for the whole file.</param>
/// <param name="Tensors">The tensors by name; those of a list by number.</param>
internal sealed record StateEntry(string Path, IReadOnlyList<(string Name, SavedArray Array)> Tensors)
{
    /// <summary>Whether it is a list, whose tensors have no names.</summary>
    public bool IsList { get; init; }

    /// <summary>Tensors in it that are not read, with what they are.</summary>
    public IReadOnlyList<(string Name, string Class)> Unread { get; init; } = [];

    /// <summary>Whether <c>AveragedModel</c> counted in it what it is the average of.</summary>
    public bool IsAveraged => Tensors.Any(tensor => tensor.Name == "n_averaged");

    /// <summary>The tensors whose names begin with some keys, without these.</summary>
    /// <param name="keys">The keys, with dots between them.</param>
    public StateEntry Within(string keys)
    {
        var start = keys + ".";
        return new(
            StatePath.Join(Path, keys),
            [
                .. from tensor in Tensors
                   where tensor.Name.StartsWith(start, StringComparison.Ordinal)
                   select (tensor.Name[start.Length..], tensor.Array),
            ])
        {
            Unread =
            [
                .. from tensor in Unread
                   where tensor.Name.StartsWith(start, StringComparison.Ordinal)
                   select (tensor.Name[start.Length..], tensor.Class),
            ],
        };
    }
}
