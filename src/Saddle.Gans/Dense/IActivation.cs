using System.Numerics;

namespace Saddle.Gans.Dense;

/// <summary>The function of a hidden unit, on vectors, and its derivative from what it gave.</summary>
internal interface IActivation
{
    /// <summary>The function.</summary>
    Vector<float> Of(Vector<float> x);

    /// <summary>Its derivative where it gave <paramref name="output"/>.</summary>
    Vector<float> Slope(Vector<float> output);
}
