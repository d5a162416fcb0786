namespace Saddle.Metrics;

/// <summary>One criterion's verdict on one curve.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Saw">The values that decided it, and what was expected.</param>
public sealed record SanityJudgement(SanityVerdict Verdict, string Saw)
{
    /// <summary>Nothing is expected.</summary>
    public static SanityJudgement None { get; } = new(SanityVerdict.NotJudged, string.Empty);

    /// <summary>Where it was judged: the curve's setting and the criterion.</summary>
    public string Where { get; init; } = string.Empty;

    /// <summary>
    /// The verdict of several: one that fails fails all, and so do both ways of diversity beside each other.
    /// </summary>
    /// <param name="parts">The parts.</param>
    public static SanityVerdict Together(IEnumerable<SanityVerdict> parts)
    {
        var all = parts.Where(verdict => verdict != SanityVerdict.NotJudged).ToHashSet();
        bool Has(SanityVerdict verdict) => all.Contains(verdict);
        return all.Count == 0 ? SanityVerdict.NotJudged
            : Has(SanityVerdict.Fail) || (Has(SanityVerdict.PassAsLow) && Has(SanityVerdict.PassAsHigh))
                ? SanityVerdict.Fail
            : Has(SanityVerdict.PassAsLow) ? SanityVerdict.PassAsLow
            : Has(SanityVerdict.PassAsHigh) ? SanityVerdict.PassAsHigh
            : SanityVerdict.Pass;
    }
}
