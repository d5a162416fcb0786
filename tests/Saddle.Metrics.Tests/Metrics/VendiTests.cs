using Saddle.Catalog;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Reading;
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

    [TorchTheory]
    [InlineData(0, 3)]
    [InlineData(1, 2.82842712474619)]
    [InlineData(2, 8.0 / 3)]
    [InlineData(double.PositiveInfinity, 2)]
    public void Clusters_of_2_1_and_1_count_by_the_order(double order, double expected) =>
        Assert.Equal(expected, Score(Clusters([2, 1, 1], 3), order), 1e-12);

    [TorchTheory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void Equal_samples_are_one_and_orthogonal_ones_as_many_as_they_are_in_every_order(double order)
    {
        var equal = Tensor.Concatenate([.. Enumerable.Repeat(Sides.Normals(1, 7, 1), 30)]);
        Assert.Equal(1, Score(equal, order), 1e-9);
        Assert.Equal(5, Score(Clusters([1, 1, 1, 1, 1], 5), order), 1e-9);
        Assert.Equal(5, Score(Clusters([1, 1, 1, 1, 1], 9), order), 1e-9);
    }

    // What numpy makes of the n x n similarities' eigenvalues, those below 1e-12 left out.
    [TorchTheory]
    [InlineData(0.5, 10.870345504301321)]
    [InlineData(2, 6.879270135132327)]
    [InlineData(5, 4.728076279002251)]
    [InlineData(double.PositiveInfinity, 3.4975950254066044)]
    public void Other_orders_are_those_of_the_definition(double order, double expected) =>
        Assert.Equal(1, Score(Generated(), order) / expected, 1e-12);

    [TorchFact]
    public void A_sample_without_direction_adds_nothing_and_is_told_and_where_none_has_one_they_are_refused()
    {
        // Eigenvalues 1/4, twice over, of four samples: the other two have none.
        var rows = Tensor.Concatenate([Clusters([1, 1], 2), Tensor.Zeros([2, 2], DType.Float64)]);
        var measured = new Vendi().Measure(new("none"), Sides.From(rows, "generated"), new());
        Assert.Equal(2, measured.Value, 1e-12);
        Assert.Equal(
            "2 of 4 samples have features that are all 0, which has no direction: they add nothing",
            measured.Notes[0]);

        var refusal = Assert.Throws<SettingsException>(() => Score(Tensor.Zeros([3, 2], DType.Float64)));
        Assert.Equal(
            "generated: the features of all samples are 0, which has no direction", refusal.Message);
    }

    [TorchFact]
    public void Samples_that_are_nearly_the_same_are_said_to_be()
    {
        static MetricResult Of(Tensor features) => new Vendi().Measure(new("none"), Sides.From(features), new());

        var same = Tensor.Concatenate([.. Enumerable.Repeat(Sides.Normals(1, 5, 1), 40)]);
        Assert.Equal(["effectively 1 different sample in 40: they are nearly the same"], Of(same).Notes);
        Assert.Empty(Of(Sides.Normals(40, 5, 1)).Notes);
    }

    private static Tensor Generated() => FeatureFile.Read(Peers.PathOf("metrics", "generated.npy")).Features!.Value;

    private static double Score(Tensor features, double order = 1) =>
        new Vendi(order).Measure(new("none"), Sides.From(features, "generated"), new()).Value;

    private static Tensor Clusters(int[] sizes, int width)
    {
        var rows = sizes.SelectMany((size, axis) => Enumerable.Repeat(axis, size)).ToArray();
        var values = rows.SelectMany(axis => Enumerable.Range(0, width).Select(i => i == axis ? 2.0 : 0));
        return Tensor.From<double>([.. values], [rows.Length, width]);
    }
}
