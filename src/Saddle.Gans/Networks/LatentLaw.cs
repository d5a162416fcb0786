namespace Saddle.Gans.Networks;

/// <summary>The law of a latent vector's entries.</summary>
public enum LatentLaw
{
    /// <summary>Unit normal.</summary>
    Normal,

    /// <summary>Uniform in [-1, 1].</summary>
    Uniform,
}
