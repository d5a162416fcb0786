using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The Vendi score of clusters whose spectrum is known.</summary>
public sealed class VendiTests : TensorTests
{
    [TorchTheory]
    [InlineData(6, 2, 1)]
    [InlineData(4, 4, 4)]
    [InlineData(9, 1)]
    public void Orthogonal_clusters_count_by_the_entropy_of_their_shares(params int[] sizes)
    {
        var shares = sizes.Select(size => (double)size / sizes.Sum());
        Assert.Equal(Math.Exp(BruteForce.Entropy(shares)), Score(Clusters(sizes, 3)), 1e-9);
    }

    [TorchFact]
    public void Fewer_samples_than_dimensions_and_more_give_one_score()
    {
        // Padded by zeros to 20 dimensions the similarities are of 9 samples by 9, else of 3 dimensions by 3.
        var features = Sides.Normals(9, 3, 1);
        var padded = Tensor.Concatenate([features, Tensor.Zeros([9, 17], DType.Float64)], 1);
        Assert.Equal(Score(features), Score(padded), 1e-10);
    }

    [TorchFact]
    public void Lengths_rotations_and_the_order_of_samples_do_not_matter_and_copies_do_not_count()
    {
        var features = Sides.Normals(12, 5, 1);
        var lengths = Tensor.From<double>([.. Enumerable.Range(1, 12).Select(i => (double)i)], [12, 1]);
        Assert.Equal(Score(features), Score(features * lengths), 1e-10);
        Assert.Equal(Score(features), Score(features.MatMul(BruteForce.Rotation(5))), 1e-10);
        Assert.Equal(Score(features), Score(Subsets.Draw(features, 3, 0, 12)), 1e-10);
        Assert.Equal(Score(features), Score(Tensor.Concatenate([features, features])), 1e-10);
    }

    [TorchFact]
    public void A_sample_without_direction_is_refused()
    {
        var refusal = Assert.Throws<SettingsException>(() => Score(Tensor.Zeros([3, 2], DType.Float64)));
        Assert.Equal("generated: a sample's features are all 0, which has no direction", refusal.Message);
    }

    private static double Score(Tensor features) =>
        new Vendi().Measure(new("none"), Sides.From(features, "generated"), new()).Value;

    private static Tensor Clusters(int[] sizes, int width)
    {
        var rows = sizes.SelectMany((size, axis) => Enumerable.Repeat(axis, size)).ToArray();
        var values = rows.SelectMany(axis => Enumerable.Range(0, width).Select(i => i == axis ? 2.0 : 0));
        return Tensor.From<double>([.. values], [rows.Length, width]);
    }
}
