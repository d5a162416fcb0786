namespace Saddle.Scalars;

/// <summary>What analytic games do with vectors of numbers.</summary>
internal static class Vectors
{
    /// <summary>The scalar product, each lane its own, summed in order with fused multiply-adds.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IPacked<T>
    {
        T sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum = T.FusedMultiplyAdd(x[i], y[i], sum);
        }

        return sum;
    }
}
