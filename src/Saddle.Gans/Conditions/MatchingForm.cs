namespace Saddle.Gans.Conditions;

/// <summary>What images and sentences are matched by.</summary>
public enum MatchingForm
{
    /// <summary>One vector of the image and one of all that is said of it.</summary>
    Sentences,

    /// <summary>The same, and each word against the regions of the image that it attends to.</summary>
    WordsAndRegions,
}
