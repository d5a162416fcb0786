using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>How a file's tensors and a network's go together.</summary>
/// <param name="Entry">The file's tensors.</param>
/// <param name="Path">Where they lie in the file: the entry's keys, and what more names a network.</param>
/// <param name="Found">For each of the network's tensors the file's name and tensor; null where there is none.</param>
internal sealed record StateFit(StateEntry Entry, string Path, (string Name, SavedArray Array)?[] Found)
{
    private const int MostDifferences = 12;

    /// <summary>What keeps them from going together, a few words each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What the file has and the network rightly has not.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>What the key says.</summary>
    public StateName Name { get; } = StateName.Of(Path);

    /// <summary>Whether it is a moving average.</summary>
    public bool IsAverage => Name.IsAverage || Entry.IsAveraged;

    /// <summary>Whether it can be loaded.</summary>
    public bool Fits => Differences.Count == 0;

    /// <summary>How many of the network's tensors are there, of the right shape or not.</summary>
    public int Count => Found.Count(found => found is not null);

    /// <summary>The first differences in one line.</summary>
    public string Told
    {
        get
        {
            var first = string.Join("; ", Differences.Take(MostDifferences));
            return Differences.Count <= MostDifferences
                ? first
                : FormattableString.Invariant($"{first}; and {Differences.Count - MostDifferences} more");
        }
    }
}
