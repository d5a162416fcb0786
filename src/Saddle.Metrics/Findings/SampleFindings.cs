namespace Saddle.Metrics;

/// <summary>
/// What samples themselves say of a generator: how many different ones there are, what of the data they leave out,
/// which are the same and which are copied. Thresholds are constants with their reason beside them.
/// </summary>
/// <param name="Noun">What a sample is called.</param>
/// <param name="Generated">The number of generated samples.</param>
/// <param name="Effective">The effective number of different ones among them: the Vendi score.</param>
/// <param name="Duplicates">How many generated samples are the same as one before them, or nearly.</param>
public sealed record SampleFindings(string Noun, long Generated, double Effective, long Duplicates)
{
    /// <summary>Most of what is generated is nowhere near the data; of equal laws nearly all is.</summary>
    internal const double Near = 0.5;

    // Of what halves of the data cover of each other. Digits and clothes of three classes in ten cover half of it to
    // six tenths; draws from a Gaussian in their place, the worst that misses no class, seven.
    private const double Missing = 0.6;

    // Seven modes of eight cover no more than nine tenths of it; smoothed samples of all classes more.
    private const double Whole = 0.92;

    /// <summary>The least samples of a side: fewer have no neighbourhoods.</summary>
    public const long Least = 20;

    // Of the data's variety: smoothing that leaves only outlines, which misses nothing, still has a fifth.
    private const double Tenth = 0.1;
    private const double Expected = 1 - (1 / 32.0);
    private const double Half = 0.5;

    // What varies so much more than the data is no part of them: noise, say, which lies about their mean.
    private const double Noisy = 1.5;

    // A tenth of the way that real samples lie from their mean: all is in one place.
    private const double Hundredth = 0.01;

    // The score of samples that differ by less than a tenth of the pixels' range.
    private const double Still = 1.1;

    // One sample in ten is copied, beyond what the data's own doubles would give.
    private const double Copied = 0.1;

    /// <summary>What real samples add; null where there are none.</summary>
    public RealComparison? Real { get; init; }

    /// <summary>Whether zero means something to the features, so that the score of one side alone does.</summary>
    public bool Absolute { get; init; }

    /// <summary>Whether all is generated from a few places.</summary>
    public bool IsCollapsed => Repeats - (Real?.Repeats ?? 0) >= Half
        || (Real is { } real
            ? real.Spread < Hundredth || real.Variety < Tenth
                || (LeavesOut && real.Variety < (real.Likeness.Near >= Near ? Noisy : Half))
            : Absolute && Effective < Still);

    /// <summary>Whether samples are copies of real ones.</summary>
    public bool IsCopied => Real is { } real
        && (((double)real.Copies / Generated) - real.Doubled >= Copied || IsAlmostCopied);

    /// <summary>
    /// Whether a typical sample is less than half as far from a real one as those are from each other: samples that are
    /// only smoother than the data come no nearer than three quarters.
    /// </summary>
    public bool IsAlmostCopied => Real is { } real && real.Nearness < Half * real.NearnessReal;

    /// <summary>Whether generated samples and data lie in different places, and samples are not all the same.</summary>
    public bool IsAway => (Real?.Likeness.Near < Near || LeavesOut) && !IsCollapsed;

    /// <summary>Whether samples were compared with real ones, and nothing is wrong with them.</summary>
    public bool IsWell => Real is not null && !IsCollapsed && !IsCopied && !IsAway && !MayLack;

    /// <summary>
    /// Whether parts of the data have no generated sample near them, and lie outside of what is generated: where all of
    /// them lie within, samples are spread too wide, and no mode is missing.
    /// </summary>
    internal bool LeavesOut => Covered < Missing && !Surrounds;

    /// <summary>Whether fewer real samples have a generated one near than should: some mode may be missing.</summary>
    internal bool MayLack => Covered < Whole;

    private bool Surrounds => Real is { } real && real.Likeness.Recall >= Whole * (real.Floor?.Recall ?? 1);

    // What samples cover of what they should; where the data cannot be halved that is what equal laws cover.
    private double? Covered => Real is { } real ? real.Likeness.Coverage / (real.Floor?.Coverage ?? Expected) : null;

    /// <summary>The share of generated samples that are the same as one before them.</summary>
    public double Repeats => (double)Duplicates / Generated;

    /// <summary>What was found, a sentence each.</summary>
    public IReadOnlyList<string> Sentences => new SampleWords(this).All();
}
