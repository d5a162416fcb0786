using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>What metrics draw at random: subsets, directions, normal numbers; and how they descend.</summary>
public sealed class DrawingTests : TensorTests
{
    [Fact]
    public void A_subset_has_different_members_and_what_is_skipped_is_its_continuation()
    {
        var all = Subsets.Choose(5, 100, 3, 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), all.Order());
        Assert.Equal(all[..30], Subsets.Choose(5, 100, 3, 30));
        Assert.Equal(all[30..70], Subsets.Choose(5, 100, 3, 40, skip: 30));
        Assert.NotEqual(all, Subsets.Choose(5, 100, 4, 100));
        Assert.NotEqual(all, Subsets.Choose(6, 100, 3, 100));
    }

    [TorchFact]
    public void Directions_are_unit_vectors_that_favour_no_axis()
    {
        // E[t t'] = I / d: of 20,000 directions in three dimensions each entry to within 5 of its standard errors.
        var directions = Projections.Directions(20_000, 3, 1);
        Assert.Equal([3, 20_000], directions.Shape);
        Assert.All(directions.Square().Sum([0]).ToDoubles(), length => Assert.Equal(1, length, 1e-14));
        var moments = (directions.MatMul(directions.Transpose()) / 20_000.0).ToDoubles();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(i % 4 == 0 ? 1 / 3.0 : 0, moments[i], 5 * 0.3 / Math.Sqrt(20_000));
        }
    }

    [TorchFact]
    public void Sorted_projections_are_those_of_every_row_across_blocks()
    {
        // 8,192 rows are a block.
        var (features, directions) = (Sides.Normals(8200, 2, 1), Projections.Directions(3, 2, 1));
        var sorted = BruteForce.Rows(Projections.Sorted(features, directions));
        var columns = BruteForce.Rows(directions.Transpose());
        var rows = BruteForce.Rows(features);
        for (var k = 0; k < 3; k++)
        {
            var expected = rows.Select(row => BruteForce.Dot(row, columns[k])).Order();
            Assert.All(expected.Zip(sorted[k]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [TorchFact]
    public void Normal_numbers_have_their_deviation_and_depend_on_seed_and_number_alone()
    {
        var drawn = RandomNormals.Draw(1, 2, 3, 100, 100).ToDoubles();
        Assert.Equal(0, drawn.Average(), 4 * 3 / 100.0); // four standard errors of 10,000
        Assert.Equal(3, Math.Sqrt(drawn.Average(value => value * value)), 4 * 3 / Math.Sqrt(20_000));
        Assert.Equal(drawn, RandomNormals.Draw(1, 2, 3, 100, 100).ToDoubles());
        Assert.NotEqual(drawn[0], RandomNormals.Draw(1, 3, 3, 1).Item());
        Assert.NotEqual(drawn[0], RandomNormals.Draw(2, 2, 3, 1).Item());
    }

    [TorchFact]
    public void Weights_have_two_over_their_inputs_for_a_variance()
    {
        // 64 outputs of 8 x 3 x 3 inputs: 4,608 numbers of variance 2 / 72.
        var variance = RandomNormals.Weight(1, 0, 64, 8, 3, 3).ToDoubles().Average(value => value * value);
        Assert.Equal(1, variance / (2 / 72.0), 4 * Math.Sqrt(2 / 4608.0));
    }

    [TorchFact]
    public void The_first_update_is_the_learning_rate_against_the_gradients_sign()
    {
        // Adam's corrected moments make the first update rate g / |g|, whatever the gradient's size.
        var descent = new Descent([Tensor.From<double>([3, -0.01], [2])], 1, 0.5);
        var told = new List<double>();
        descent.Run((weights, _) => weights[0].Square().Sum(), told.Add);
        var moved = descent.Weights[0].ToDoubles();
        Assert.Equal(2.5, moved[0], 1e-6);
        Assert.Equal(0.49, moved[1], 1e-5);
        Assert.Equal([1], told);
    }

    [TorchFact]
    public void Descent_finds_the_least_of_a_bowl_with_a_rate_that_falls_to_0()
    {
        var centre = Tensor.From<float>([1f, -2f, 3f], [3]);
        var descent = new Descent([Tensor.Zeros([3])], 400, 0.1);
        descent.Run((weights, _) => (weights[0] - centre).Square().Sum(), _ => { });
        Assert.All(
            descent.Weights[0].ToDoubles().Zip(centre.ToDoubles()),
            pair => Assert.Equal(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void A_line_through_points_on_it_has_no_error_and_a_scattered_one_the_textbooks()
    {
        var exact = FittedLine.Fit([1, 2, 4], [5, 7, 11]);
        Assert.Equal((3, 2), (exact.Intercept, exact.Slope));
        Assert.Equal(0, exact.InterceptError, 1e-12);

        // x = 0, 1, 2 and y = 0, 0, 3: slope 3/2, intercept -1/2, residuals 1/2, -1, 1/2; error^2 = 3/2 (1/3 + 1/2).
        var scattered = FittedLine.Fit([0, 1, 2], [0, 0, 3]);
        Assert.Equal((-0.5, 1.5), (scattered.Intercept, scattered.Slope));
        Assert.Equal(Math.Sqrt(1.25), scattered.InterceptError, 1e-14);

        // Student's law of one degree of freedom is Cauchy's: its 97.5 % point is tan(0.475 pi).
        Assert.Equal(Math.Tan(0.475 * Math.PI), (scattered.Interval.High + 0.5) / Math.Sqrt(1.25), 1e-8);
    }
}
