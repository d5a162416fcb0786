namespace Saddle.Gans.Networks;

/// <summary>What a condition is made of: known when a network is built, before there is any item.</summary>
/// <param name="Shape">The lengths of one entry: none of a label, [channels, height, width] of an image.</param>
/// <param name="Classes">The number of classes of a label; 0 of anything else.</param>
public sealed record ConditionForm(IReadOnlyList<int> Shape, int Classes = 0)
{
    /// <summary>Whether it is a class of so many.</summary>
    public bool IsLabel => Classes > 0;

    /// <summary>Whether it is an image.</summary>
    public bool IsImage => Shape.Count == 3;

    /// <summary>A class.</summary>
    /// <param name="classes">Of how many.</param>
    public static ConditionForm Label(int classes) => new([], classes);
}
