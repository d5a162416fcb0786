namespace Saddle.Papers;

/// <summary>Whether a statement was found to hold.</summary>
public enum Outcome
{
    /// <summary>The pass condition was met.</summary>
    Holds,

    /// <summary>The pass condition was not met.</summary>
    Contradicted,

    /// <summary>It could not be measured here; the reason says why.</summary>
    Skipped,

    /// <summary>It was measured, and the interval decides neither way.</summary>
    Undecided,
}
