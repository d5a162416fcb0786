namespace Saddle.Data.Families;

/// <summary>The law of a colour where the lightness is given.</summary>
public enum ColourLaw
{
    /// <summary>One lightness and one chroma, every hue as likely: the mean and the median are grey.</summary>
    Ring,

    /// <summary>One of two colours: the mean lies between, the median is the likelier one.</summary>
    TwoColours,

    /// <summary>The saturated hues of <see cref="Families.Shapes"/>, of which two or four share each lightness.
    /// </summary>
    Shapes,
}
