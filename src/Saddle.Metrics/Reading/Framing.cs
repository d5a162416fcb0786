namespace Saddle.Metrics.Reading;

/// <summary>How an image whose sides are not those of a network is brought to a square.</summary>
public enum Framing
{
    /// <summary>Its rows and columns are each resized: the picture is squashed or stretched.</summary>
    Squash,

    /// <summary>
    /// Its short side is resized, and the middle of the long one is kept: torchvision's Resize and CenterCrop.
    /// </summary>
    ShortSide,

    /// <summary>The square in its middle is kept, and resized: CMMD's.</summary>
    CentreSquare,
}
