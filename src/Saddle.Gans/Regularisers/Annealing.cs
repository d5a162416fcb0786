namespace Saddle.Gans.Regularisers;

/// <summary>How a number goes down as training goes on.</summary>
public enum Annealing
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>Linearly to 0.</summary>
    Linear,

    /// <summary>By a factor e each time.</summary>
    Exponential,
}
