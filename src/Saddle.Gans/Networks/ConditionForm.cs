namespace Saddle.Gans.Networks;

/// <summary>What a condition is made of: known when a network is built, before there is any item.</summary>
/// <param name="Shape">
/// The lengths of one entry: none of a label, [channels, height, width] of an image, [sentences, words] of sentences.
/// </param>
/// <param name="Classes">The number of classes of a label; 0 of anything else.</param>
/// <param name="Words">The number of words of sentences, the padding included; 0 of anything else.</param>
public sealed record ConditionForm(IReadOnlyList<int> Shape, int Classes = 0, int Words = 0)
{
    /// <summary>How the words of sentences are spelled, from token number 1; none where that is not known.</summary>
    public IReadOnlyList<string> Spelling { get; init; } = [];

    /// <summary>Whether it is a class of so many.</summary>
    public bool IsLabel => Classes > 0;

    /// <summary>Whether it is an image.</summary>
    public bool IsImage => Shape.Count == 3;

    /// <summary>Whether it is sentences.</summary>
    public bool IsText => Words > 0;

    /// <summary>What it is, in words.</summary>
    public string Noun => IsLabel ? "a class label" : IsText ? "sentences" : "an image";

    /// <summary>A class.</summary>
    /// <param name="classes">Of how many.</param>
    public static ConditionForm Label(int classes) => new([], classes);
}
