namespace Saddle.Data.Sets;

/// <summary>What of emoji the part for tests has that the part to learn from has not.</summary>
public enum EmojiPart
{
    /// <summary>A tenth of the bases, with all their skin tones: what nothing is seen of in training.</summary>
    Bases,

    /// <summary>
    /// Pairs of base and skin tone, one of each base that has all five: both are seen in training, but not together.
    /// </summary>
    Pairs,
}
