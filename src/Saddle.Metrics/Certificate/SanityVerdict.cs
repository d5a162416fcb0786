namespace Saddle.Metrics;

/// <summary>What comes of a sanity check.</summary>
public enum SanityVerdict
{
    /// <summary>Nothing is expected of such a figure there.</summary>
    NotJudged,

    /// <summary>It does what is expected.</summary>
    Pass,

    /// <summary>It does, as a diversity that falls where samples spread further than the reference.</summary>
    PassAsLow,

    /// <summary>It does, as a diversity that stays high where samples spread further than the reference.</summary>
    PassAsHigh,

    /// <summary>It does not.</summary>
    Fail,
}
