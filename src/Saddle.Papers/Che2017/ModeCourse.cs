namespace Saddle.Papers.Che2017;

/// <summary>How a run's samples are spread over modes as it is trained.</summary>
/// <param name="Counts">Look by look, the number of samples of each mode.</param>
/// <param name="Samples">The number of samples at a look.</param>
public sealed record ModeCourse(IReadOnlyList<IReadOnlyList<int>> Counts, int Samples)
{
    private const double LeastShare = 0.2; // of a mode's even share

    /// <summary>The number of modes covered at a look.</summary>
    /// <param name="look">The look's number.</param>
    public int Covered(int look) => Enumerable.Range(0, Counts[look].Count).Count(mode => Covers(Counts[look], mode));

    /// <summary>The number of modes covered at the last look.</summary>
    public int CoveredAtEnd => Covered(Counts.Count - 1);

    /// <summary>The number of looks at which a mode is no longer covered that was at the look before.</summary>
    public int Losses => Counts.Zip(Counts.Skip(1)).Count(pair => Enumerable.Range(0, pair.First.Count)
        .Any(mode => Covers(pair.First, mode) && !Covers(pair.Second, mode)));

    private bool Covers(IReadOnlyList<int> counts, int mode) => counts[mode] >= LeastShare * Samples / counts.Count;
}
