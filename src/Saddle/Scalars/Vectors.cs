namespace Saddle.Scalars;

/// <summary>What games and rules do with vectors of numbers.</summary>
internal static class Vectors
{
    /// <summary><c>x - eta * direction</c>, in place.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="direction">The direction, as long.</param>
    /// <param name="eta">The factor.</param>
    public static void Descend<T>(Span<T> x, ReadOnlySpan<T> direction, in T eta)
        where T : IScalar<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = T.FusedMultiplyAdd(-eta, direction[i], x[i]);
        }
    }

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
