using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Coverage of known modes on points that are placed by hand.</summary>
public sealed class ModesTests : TensorTests
{
    [Fact]
    public void A_sample_is_near_within_three_deviations_and_counts_for_its_nearest_mode()
    {
        var modes = new Known([[0.0], [10]], [0.5, 0.5], 1);
        var coverage = ModeCoverage.Of(modes, [-3, 2.999, 3.001, 4.9, 5.1, 7.1, 13, 13.1]);
        Assert.Equal([2, 2], coverage.Counts);
        Assert.Equal(0.5, coverage.Near);
        Assert.Equal(2, coverage.Covered);
    }

    [Fact]
    public void A_sample_is_as_asked_where_the_mode_that_was_asked_for_is_the_nearest()
    {
        var modes = new Known([[0.0], [10]], [0.5, 0.5], 1);
        Assert.Equal(0.75, ModeCoverage.NearestAsked(modes, [-3, 4.9, 5.1, 20], [0, 0, 0, 1]));
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 1)]
    public void A_mode_is_covered_by_a_fifth_of_its_own_share(double weight, int covered)
    {
        // 2 of 20 samples lie at the second mode, whose share is its weight: covered while 2 >= weight 20 / 5.
        var modes = new Known([[0.0], [10]], [1 - weight, weight], 0.1);
        double[] points = [.. Enumerable.Repeat(0.0, 18), 10, 10];
        Assert.Equal(covered, ModeCoverage.Of(modes, points).Covered);
    }

    [TorchFact]
    public void The_score_is_the_near_share_times_the_covered_share()
    {
        var modes = new Known([[0.0, 0], [0, 9], [9, 0], [9, 9]], [0.25, 0.25, 0.25, 0.25], 1);
        double[] points = [0, 0, 0, 1, 9, 0, 9, 1, 5, 5];
        var measured = Measure(modes, Tensor.From<double>(points, [5, 2]));
        Assert.Equal((2, 0.8, 4), (measured["covered"], measured["near"], measured["modes"]));
        Assert.Equal(0.8 * 2 / 4, measured["score"], 1e-15);
    }

    [TorchFact]
    public void Points_of_other_coordinates_are_refused()
    {
        var modes = new Known([[0.0, 0]], [1], 1);
        var refusal = Assert.Throws<SettingsException>(() => Measure(modes, Sides.Normals(5, 3, 1)));
        Assert.Equal("generated: samples of 3 coordinates, where the mixture has 2", refusal.Message);
    }

    private static MetricResult Measure(IModes modes, Tensor points) =>
        new Modes().Measure(new Side("reference") { Modes = modes }, Sides.From(points, "generated"), new());

    private sealed record Known(
        IReadOnlyList<double[]> Centres, IReadOnlyList<double> Weights, double StandardDeviation) : IModes;
}
