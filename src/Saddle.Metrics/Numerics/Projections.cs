using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Samples projected to random directions, each projection in rising order.</summary>
internal static class Projections
{
    private const int BlockRows = 8192;

    /// <summary>Unit directions, uniform on the sphere.</summary>
    /// <param name="count">How many.</param>
    /// <param name="width">Of how many dimensions.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>[d, count].</returns>
    public static Tensor Directions(int count, long width, ulong seed)
    {
        var values = new double[count * width];
        for (var i = 0; i < count; i++)
        {
            var random = new Philox(seed, i, Purpose.Settings);
            var direction = values.AsSpan(checked((int)(i * width)), (int)width);
            var squared = 0.0;
            foreach (ref var value in direction)
            {
                value = RandomNormals.Next(random);
                squared += value * value;
            }

            foreach (ref var value in direction)
            {
                value /= Math.Sqrt(squared);
            }
        }

        return Tensor.From<double>(values, [count, width]).Transpose();
    }

    /// <summary>Each direction's projections, rising.</summary>
    /// <param name="features">[n, d].</param>
    /// <param name="directions">[d, k].</param>
    /// <returns>[k, n].</returns>
    public static Tensor Sorted(Tensor features, Tensor directions)
    {
        using var scope = new TensorScope();
        var n = features.Shape[0];
        var all = Tensor.Zeros([n, directions.Shape[1]], DType.Float64);
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var inner = new TensorScope();
            var length = Math.Min(BlockRows, n - start);
            Algebra.CopyInto(all.Narrow(0, start, length), features.Rows(start, length).MatMul(directions));
        }

        return scope.Keep(Algebra.Sort(all.Transpose()));
    }
}
