namespace Saddle.Metrics;

/// <summary>What is known of generated samples where there are real ones beside them.</summary>
/// <param name="Count">The number of real samples.</param>
/// <param name="Compared">
/// How many of each side are compared: as many as the smaller side has, and at most 1,000.
/// </param>
public sealed record RealComparison(long Count, long Compared)
{
    /// <summary>The effective number of different ones among as many real samples as are compared.</summary>
    public required double EffectiveReal { get; init; }

    /// <summary>And among as many generated ones.</summary>
    public required double EffectiveGenerated { get; init; }

    /// <summary>
    /// What is generated has of the real side's variety: the Vendi scores about each side's own mean, less 1. One where
    /// they vary alike, nought where all lie on a line.
    /// </summary>
    public required double Variety { get; init; }

    /// <summary>The variance of the generated samples, in all dimensions together, in that of the real ones.</summary>
    public required double Spread { get; init; }

    /// <summary>How alike the sides are.</summary>
    public required Likeness Likeness { get; init; }

    /// <summary>How alike two halves of the real side are; null where it is too small to be halved.</summary>
    public required Likeness? Floor { get; init; }

    /// <summary>The share of as many real samples that are the same as one before them, or nearly.</summary>
    public required double Repeats { get; init; }

    /// <summary>How many generated samples are the same as a real one, or nearly.</summary>
    public required long Copies { get; init; }

    /// <summary>The share of real samples that are the same as another real one, or nearly.</summary>
    public required double Doubled { get; init; }

    /// <summary>
    /// The median distance from a generated sample to the nearest real one, as a share of that between real ones that
    /// are not the same.
    /// </summary>
    public required double Nearness { get; init; }

    /// <summary>The same from a real sample to the nearest other one: 1, or less where many are the same.</summary>
    public required double NearnessReal { get; init; }
}
