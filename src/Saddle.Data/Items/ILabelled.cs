namespace Saddle.Data;

/// <summary>Items of known class.</summary>
public interface ILabelled
{
    /// <summary>The names of the classes, by label.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The class of an item, from 0.</summary>
    /// <param name="index">The item's number.</param>
    int Label(long index);
}
