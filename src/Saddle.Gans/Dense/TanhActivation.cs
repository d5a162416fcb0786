using System.Numerics;

namespace Saddle.Gans.Dense;

/// <summary>The hyperbolic tangent.</summary>
/// <remarks>
/// Near 0 by the odd polynomial of Moshier's Cephes library (<c>tanhf</c>), elsewhere by the exponential.
/// </remarks>
internal readonly struct TanhActivation : IActivation
{
    private const float Near = 0.625f;

    public Vector<float> Of(Vector<float> x)
    {
        var size = Vector.Abs(x);
        var far = Vector<float>.One - (new Vector<float>(2) / (Vector.Exp(size + size) + Vector<float>.One));
        var square = x * x;
        var p = new Vector<float>(-5.70498872745e-3f);
        p = Vector.FusedMultiplyAdd(p, square, new(2.06390887954e-2f));
        p = Vector.FusedMultiplyAdd(p, square, new(-5.37397155531e-2f));
        p = Vector.FusedMultiplyAdd(p, square, new(1.33314422036e-1f));
        p = Vector.FusedMultiplyAdd(p, square, new(-3.33332819422e-1f));
        return Vector.ConditionalSelect(
            Vector.LessThan(size, new(Near)),
            Vector.FusedMultiplyAdd(p * square, x, x),
            Vector.CopySign(far, x));
    }

    public Vector<float> Slope(Vector<float> output) => Vector<float>.One - (output * output);
}
