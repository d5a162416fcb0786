namespace Saddle.Data;

/// <summary>Items of known class.</summary>
public interface ILabelled
{
    /// <summary>The names of the classes, by label.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// Of how many images an item is a stack, a channel each: its class is then theirs as digits, the first channel's
    /// first. 1 for all other items.
    /// </summary>
    int Stacked => 1;

    /// <summary>The class of an item, from 0.</summary>
    /// <param name="index">The item's number.</param>
    int Label(long index);
}
