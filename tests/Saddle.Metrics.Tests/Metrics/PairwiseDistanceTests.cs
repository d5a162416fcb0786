using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// The mean squared distance of two samples against every pair, and its error against leaving samples out.
/// </summary>
public sealed class PairwiseDistanceTests : TensorTests
{
    [TorchFact]
    public void It_is_the_mean_over_all_pairs_and_its_error_the_jackknifes()
    {
        var rows = Rows(300, 3, 1); // more than a block
        var measured = new PairwiseDistance().Measure(Of(Rows(40, 3, 2)), Of(rows), new(1));
        Assert.Equal(Mean(rows), measured["pairwise_distance"], 1e-12);
        Assert.Equal(Mean(Rows(40, 3, 2)), measured["pairwise_distance_reference"], 1e-12);
        Assert.Equal(Mean(rows) / Mean(Rows(40, 3, 2)), measured["ratio"], 1e-12);
        var without = rows.Select((_, i) => Mean([.. rows.Where((_, j) => j != i)])).ToArray();
        var error = Math.Sqrt(
            (rows.Length - 1.0) / rows.Length * without.Sum(w => (w - without.Average()) * (w - without.Average())));
        Assert.Equal(error, measured.Figures[0].StandardError!.Value, 1e-12);
    }

    [TorchFact]
    public void Intervals_hold_the_truth_of_a_known_law()
    {
        // Of two normal samples of d = 3 dimensions the mean squared distance is 2 d, and the ratio of equal laws is 1.
        var measured = Enumerable.Range(0, 200).Select(seed => new PairwiseDistance().Measure(
            Of(Rows(60, 3, 1000 + seed)), Of(Rows(80, 3, 5000 + seed)), new(1))).ToList();
        Assert.InRange(measured.Count(m => Holds(m.Figures[0], 6)), 180, 199);
        Assert.InRange(measured.Count(m => Holds(m.Figures[2], 1)), 180, 199);
        static bool Holds(MetricFigure figure, double truth) =>
            figure.Interval!.Low <= truth && truth <= figure.Interval.High;
    }

    [TorchFact]
    public void Samples_that_are_all_one_differ_by_nothing_and_are_no_reference()
    {
        var one = Of([.. Enumerable.Repeat(Rows(1, 3, 1)[0], 5)]);
        var measured = new PairwiseDistance().Measure(Of(Rows(5, 3, 2)), one, new(1));
        Assert.Equal((0.0, 0.0), (measured["pairwise_distance"], measured["ratio"]));
        var refused = Assert.Throws<SettingsException>(
            () => new PairwiseDistance().Measure(one, Of(Rows(5, 3, 2)), new(1)));
        Assert.Equal("set: all samples have the same features, to which none compare", refused.Message);
        var two = new PairwiseDistance().Measure(Of(Rows(2, 3, 1)), Of(Rows(2, 3, 2)), new(1));
        Assert.All(two.Figures, figure => Assert.Null(figure.Interval)); // of one pair there is no error
    }

    private static Side Of(double[][] rows) => Side.From(
        "set", Tensor.From<double>(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]));

    private static double Mean(double[][] rows)
    {
        var pairs = from i in Enumerable.Range(0, rows.Length)
                    from j in Enumerable.Range(0, i)
                    select rows[i].Zip(rows[j], (a, b) => (a - b) * (a - b)).Sum();
        return pairs.Average();
    }

    private static double[][] Rows(int count, int width, int seed)
    {
        var random = new Random(seed);
        double[] Row() => [.. Enumerable.Range(0, width).Select(_ => Normal(random))];
        return [.. Enumerable.Range(0, count).Select(_ => Row())];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
