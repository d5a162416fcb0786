namespace Saddle.Data;

/// <summary>The parts that a published data set is split into.</summary>
public enum Split
{
    /// <summary>What to learn from.</summary>
    Train,

    /// <summary>What to be measured against.</summary>
    Test,
}
