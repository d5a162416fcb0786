using System.Numerics;

namespace Saddle.Gans.Dense;

/// <summary>log(1 + e^x).</summary>
internal readonly struct SoftplusActivation : IActivation
{
    public Vector<float> Of(Vector<float> x)
    {
        // log(1 + t) where 1 + t is rounded: the quotient gives back what the rounding took (Kahan)
        var t = Vector.Exp(-Vector.Abs(x));
        var u = Vector<float>.One + t;
        var log = Vector.ConditionalSelect(
            Vector.Equals(u, Vector<float>.One), t, Vector.Log(u) * (t / (u - Vector<float>.One)));
        return log + Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector<float>.Zero, x);
    }

    // the logistic function of x, 1 / (1 + e^-x) = 1 - e^-output
    public Vector<float> Slope(Vector<float> output) => Vector<float>.One - Vector.Exp(-output);
}
