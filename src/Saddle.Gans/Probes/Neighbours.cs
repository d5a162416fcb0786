using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>Distances to nearest neighbours.</summary>
internal static class Neighbours
{
    /// <summary>
    /// For each point the squared distance to its k-th nearest among others; a point is not its own neighbour where
    /// both sets are one.
    /// </summary>
    /// <param name="points">[n, d].</param>
    /// <param name="others">[m, d].</param>
    /// <param name="k">From 1.</param>
    /// <param name="same">Whether both sets are one.</param>
    public static double[] Squared(Tensor points, Tensor others, int k = 1, bool same = false)
    {
        var (n, m) = ((int)points.Shape[0], (int)others.Shape[0]);
        var own = same ? 1 : 0;
        var all = Distances(points, others);
        var result = new double[n];
        for (var i = 0; i < n; i++)
        {
            result[i] = all.AsSpan(i * m, m).ToArray().Order().ElementAt(k - 1 + own);
        }

        return result;
    }

    /// <summary>All squared distances, [n, m] row by row.</summary>
    public static double[] Distances(Tensor points, Tensor others)
    {
        var (a, b) = (points.Cast(DType.Float64), others.Cast(DType.Float64));
        var squares = a.Square().Sum([1], keep: true) + b.Square().Sum([1]) - (2 * a.MatMul(b.Transpose()));
        return [.. squares.ToDoubles().Select(d => Math.Max(0, d))];
    }
}
