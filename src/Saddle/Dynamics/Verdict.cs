namespace Saddle.Dynamics;

/// <summary>What becomes of a game under a rule: predicted from a spectrum, or measured on a trajectory.</summary>
public enum Verdict
{
    /// <summary>It reaches the target.</summary>
    Converges,

    /// <summary>It goes on moving around the target.</summary>
    Oscillates,

    /// <summary>It leaves the target's neighbourhood for good.</summary>
    Diverges,

    /// <summary>It stops, or creeps, away from the target.</summary>
    Stalls,
}
