using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Clusters by k-means: Lloyd's iterations from seeds that are spread out.</summary>
/// <remarks>Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".</remarks>
internal static class KMeans
{
    private const int MaxIterations = 100;

    /// <summary>The cluster of each row.</summary>
    /// <param name="rows">[n, d], doubles.</param>
    /// <param name="clusters">How many clusters, at most n.</param>
    /// <param name="random">Draws the seeds.</param>
    public static long[] Labels(Tensor rows, int clusters, Philox random)
    {
        using var scope = new TensorScope();
        var centres = Seeds(rows, clusters, random);
        long[] labels = [];
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var next = Algebra.Minimum(Algebra.SquaredDistances(rows, centres)).Places.ToArray<long>();
            if (labels.AsSpan().SequenceEqual(next))
            {
                break;
            }

            labels = next;
            centres = Means(rows, labels, centres);
            scope.Sweep([rows, centres]);
        }

        return labels;
    }

    private static Tensor Seeds(Tensor rows, int clusters, Philox random)
    {
        var n = rows.Shape[0];
        var centres = new List<Tensor> { rows.Narrow(0, (long)(random.Uniform() * n), 1) };
        var nearest = new double[n];
        Array.Fill(nearest, double.PositiveInfinity);
        while (centres.Count < clusters)
        {
            var distances = Algebra.SquaredDistances(rows, centres[^1]).ToDoubles();
            for (var i = 0; i < nearest.Length; i++)
            {
                nearest[i] = Math.Min(nearest[i], distances[i]);
            }

            centres.Add(rows.Narrow(0, Pick(nearest, random.Uniform()), 1));
        }

        return Tensor.Concatenate([.. centres]);
    }

    /// <summary>A place, with chances in proportion to the weights.</summary>
    private static long Pick(double[] weights, double uniform)
    {
        var left = uniform * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    // A cluster that has lost all its rows stays where it is.
    private static Tensor Means(Tensor rows, long[] labels, Tensor before)
    {
        var (n, clusters) = (labels.Length, before.Shape[0]);
        var members = new double[clusters * n];
        var counts = new double[clusters];
        for (var i = 0; i < n; i++)
        {
            members[(labels[i] * n) + i] = 1;
            counts[labels[i]]++;
        }

        var sums = Tensor.From<double>(members, [clusters, n]).MatMul(rows);
        var sizes = Tensor.From<double>(counts, [clusters, 1]);
        return Tensor.Select(sizes > 0.0, sums / sizes.Clamp(1, double.PositiveInfinity), before);
    }
}
