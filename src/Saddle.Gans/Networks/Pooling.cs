namespace Saddle.Gans.Networks;

/// <summary>How features are brought together over an image.</summary>
public enum Pooling
{
    /// <summary>By their sum.</summary>
    Sum,

    /// <summary>By their mean.</summary>
    Mean,
}
