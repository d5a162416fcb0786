namespace Saddle.Gans.Regularisers;

/// <summary>The law of noise on samples, at scale 1.</summary>
public enum NoiseLaw
{
    /// <summary>Unit normal in each coordinate.</summary>
    Normal,

    /// <summary>
    /// Cauchy's law in as many dimensions as an item has: density proportional to (1 + |x|^2)^-((d+1)/2), without
    /// variance.
    /// </summary>
    Cauchy,

    /// <summary>
    /// Uniform in a ball, with variance 1 in each coordinate: never farther out than the root of d + 2.
    /// </summary>
    Ball,
}
