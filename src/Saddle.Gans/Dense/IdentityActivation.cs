using System.Numerics;

namespace Saddle.Gans.Dense;

/// <summary>None: outputs are what they are.</summary>
internal readonly struct IdentityActivation : IActivation
{
    public Vector<float> Of(Vector<float> x) => x;

    public Vector<float> Slope(Vector<float> output) => Vector<float>.One;
}
