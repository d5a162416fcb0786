using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Clusters by k-means.</summary>
public sealed class KMeansTests : TensorTests
{
    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Clusters_far_apart_are_found_whole(long stream)
    {
        var rows = Tensor.Concatenate(
            [Sides.Normals(20, 2, 1), Sides.Normals(30, 2, 2) + 100.0, Sides.Normals(10, 2, 3) - 100.0]);
        var labels = KMeans.Labels(rows, 3, new Philox(1, stream, Purpose.Start));
        Assert.Equal([20, 30, 10], (int[])[Alike(labels[..20]), Alike(labels[20..50]), Alike(labels[50..])]);
        Assert.Equal([0, 1, 2], labels.Distinct().Order());

        static int Alike(long[] part) => part.Count(label => label == part[0]);
    }

    [TorchFact]
    public void Every_row_is_nearest_to_the_mean_of_its_own_cluster()
    {
        var rows = Sides.Normals(200, 3, 1);
        var labels = KMeans.Labels(rows, 7, new Philox(1, 1, Purpose.Start));
        var points = BruteForce.Rows(rows);
        var means = Enumerable.Range(0, 7)
            .Select(c => BruteForce.Mean([.. points.Where((_, i) => labels[i] == c)]))
            .ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            Assert.Equal(labels[i], Enumerable.Range(0, 7).MinBy(c => BruteForce.Distance(points[i], means[c])));
        }
    }

    [TorchFact]
    public void As_many_clusters_as_different_rows_give_each_its_own_and_the_seed_decides()
    {
        var rows = Tensor.From<double>([0, 10, 20, 0, 10, 20], [6, 1]);
        var labels = KMeans.Labels(rows, 3, new Philox(1, 1, Purpose.Start));
        Assert.Equal(labels[..3], labels[3..]);
        Assert.Equal(3, labels.Distinct().Count());
        Assert.Equal(labels, KMeans.Labels(rows, 3, new Philox(1, 1, Purpose.Start)));
    }
}
