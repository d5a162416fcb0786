namespace Saddle.Gans.Networks;

/// <summary>What to do with an image whose sides do not fit a network.</summary>
public enum SideFit
{
    /// <summary>It is refused, and what would fit is said.</summary>
    Refuse,

    /// <summary>The last row and column are repeated until it fits, and what is made of them is cropped.</summary>
    Pad,
}
