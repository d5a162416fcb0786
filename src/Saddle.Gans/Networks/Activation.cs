namespace Saddle.Gans.Networks;

/// <summary>The function of a hidden unit.</summary>
public enum Activation
{
    /// <summary>max(x, slope x).</summary>
    Rectifier,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>log(1 + e^x).</summary>
    Softplus,
}
