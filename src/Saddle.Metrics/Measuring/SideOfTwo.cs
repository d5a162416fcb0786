namespace Saddle.Metrics;

/// <summary>One of the two sides that a metric compares.</summary>
public enum SideOfTwo
{
    /// <summary>The reference.</summary>
    Reference,

    /// <summary>What is judged.</summary>
    Generated,
}
