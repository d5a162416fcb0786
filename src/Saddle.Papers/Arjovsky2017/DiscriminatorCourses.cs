using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>What was seen of fresh discriminators trained against frozen generators.</summary>
/// <param name="Runs">Run by run, look by look; every run has the same looks, the first before any training.</param>
public sealed record DiscriminatorCourses(IReadOnlyList<IReadOnlyList<FreshDiscriminator>> Runs)
{
    /// <summary>The number of runs.</summary>
    public int Count => Runs.Count;

    /// <summary>All looks of all runs.</summary>
    public IEnumerable<FreshDiscriminator> Looks => Runs.SelectMany(r => r);

    /// <summary>Each run's value at its first look.</summary>
    /// <param name="value">What is looked at.</param>
    public IEnumerable<double> First(Func<FreshDiscriminator, double> value) => Runs.Select(r => value(r[0]));

    /// <summary>Each run's value at its last look.</summary>
    /// <param name="value">What is looked at.</param>
    public IEnumerable<double> Last(Func<FreshDiscriminator, double> value) => Runs.Select(r => value(r[^1]));

    /// <summary>Each run's value at its last look, by that at its first.</summary>
    /// <param name="value">What is looked at.</param>
    public IEnumerable<double> Growths(Func<FreshDiscriminator, double> value) =>
        Runs.Select(r => value(r[^1]) / value(r[0]));

    /// <summary>Each run's largest value, by that at its last look.</summary>
    /// <param name="value">What is looked at.</param>
    public IEnumerable<double> Falls(Func<FreshDiscriminator, double> value) =>
        Runs.Select(r => r.Max(value) / value(r[^1]));
}
