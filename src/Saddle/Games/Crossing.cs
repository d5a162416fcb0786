namespace Saddle.Games;

/// <summary>What becomes of an interval of the discriminator whose ends have crossed.</summary>
public enum Crossing
{
    /// <summary>It shrinks to the point in its middle and may reopen.</summary>
    Clamp,

    /// <summary>Nothing: it counts negatively.</summary>
    Free,

    /// <summary>It is gone for good: both ends move to infinity.</summary>
    Drop,
}
