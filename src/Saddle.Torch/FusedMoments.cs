using System.Numerics;
using System.Runtime.InteropServices;
using Saddle.Scalars;

namespace Saddle.Torch;

/// <summary>
/// Adam's running means and its direction in one pass. Each number takes the steps and the roundings that libtorch's
/// operators would take, one after the other.
/// </summary>
internal static class FusedMoments
{
    /// <summary>The pass; all spans are of one length.</summary>
    public static void Step(
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> square,
        Span<float> newMean,
        Span<float> newSquare,
        Span<float> direction,
        in MomentStep<Tensor> step)
    {
        var lanes = new Lanes(step);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i + width <= gradient.Length; i += width)
        {
            var (m, v, d) = lanes.Of(At(gradient, i), At(mean, i), At(square, i));
            m.StoreUnsafe(ref MemoryMarshal.GetReference(newMean), (nuint)i);
            v.StoreUnsafe(ref MemoryMarshal.GetReference(newSquare), (nuint)i);
            d.StoreUnsafe(ref MemoryMarshal.GetReference(direction), (nuint)i);
        }

        for (; i < gradient.Length; i++)
        {
            var (m, v, d) = lanes.Of(new(gradient[i]), new(mean[i]), new(square[i]));
            (newMean[i], newSquare[i], direction[i]) = (m[0], v[0], d[0]);
        }
    }

    private static Vector<float> At(ReadOnlySpan<float> values, int i) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);

    private readonly struct Lanes(in MomentStep<Tensor> step)
    {
        private readonly Vector<float> _beta1 = new((float)step.Beta1.Number);
        private readonly Vector<float> _rest1 = new((float)(1 - step.Beta1.Number));
        private readonly Vector<float> _beta2 = new((float)step.Beta2.Number);
        private readonly Vector<float> _rest2 = new((float)(1 - step.Beta2.Number));
        private readonly Vector<float> _epsilon = new((float)step.Epsilon.Number);
        private readonly Vector<float> _correction1 = new((float)step.Correction1.Number);
        private readonly Vector<float> _correction2 = new((float)step.Correction2.Number);

        public (Vector<float> Mean, Vector<float> Square, Vector<float> Direction) Of(
            Vector<float> gradient, Vector<float> mean, Vector<float> square)
        {
            var m = Vector.FusedMultiplyAdd(_beta1, mean, _rest1 * gradient);
            var v = Vector.FusedMultiplyAdd(_beta2, square, _rest2 * (gradient * gradient));
            return (m, v, m / _correction1 / (Vector.SquareRoot(v / _correction2) + _epsilon));
        }
    }
}
