namespace Saddle.Gans.Networks.Foreign;

/// <summary>How a class label is told to a network.</summary>
public enum LabelForm
{
    /// <summary>By its number, from 0: 64-bit whole numbers [n].</summary>
    Index,

    /// <summary>By a vector with one 1 among zeros: [n, classes].</summary>
    OneHot,
}
