namespace Saddle.Metrics;

/// <summary>What a metric needs to know of a side.</summary>
[Flags]
public enum Needs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean and covariance of its features.</summary>
    Moments = 1,

    /// <summary>The features themselves.</summary>
    Features = 2,

    /// <summary>A classifier's logits.</summary>
    Logits = 4,

    /// <summary>Texts, as token numbers.</summary>
    Text = 8,

    /// <summary>The mixture of Gaussians that the samples are meant to come from.</summary>
    Modes = 16,
}
