using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// Intervals against what samples of the same laws do, and against the definitions that they shorten. How often they
/// hold is measured by the benchmark <c>intervals</c>.
/// </summary>
public sealed class IntervalTests : TensorTests
{
    [TorchFact]
    public void The_error_of_a_Frechet_distance_is_the_same_by_covariances_and_by_products_of_samples()
    {
        // Dimensions of zeros change nothing but the way: there then are fewer samples than dimensions.
        var (a, b) = (Sides.Normals(40, 6, 1), Sides.Normals(50, 6, 2, 1.4, 0.5));
        static Tensor Wide(Tensor rows) =>
            Tensor.Concatenate([rows, Tensor.Zeros([rows.Shape[0], 60], DType.Float64)], 1);
        var narrow = FrechetError.Variance(a, b);
        Assert.Equal(1, FrechetError.Variance(Wide(a), Wide(b)) / narrow, 1e-8);

        // And where one covariance alone has no full rank, by eigenvalues.
        var flat = Tensor.Concatenate([a.Narrow(1, 0, 5), Tensor.Zeros([40, 1], DType.Float64)], 1);
        Assert.Equal(1, FrechetError.Variance(Wide(flat), Wide(b)) / FrechetError.Variance(flat, b), 1e-6);
    }

    [TorchFact]
    public void The_variance_of_a_Frechet_distance_is_that_of_fresh_samples()
    {
        var draws = Enumerable.Range(0, 400).Select(i =>
        {
            using var scope = new TensorScope();
            var (a, b) = (Sides.Normals(80, 3, (ulong)(2 * i) + 1), Sides.Normals(60, 3, (ulong)(2 * i) + 2, 1.5, 0.7));
            return (Value: Frechet.Distance(a, b, 1), Variance: FrechetError.Variance(a, b));
        }).ToArray();
        var mean = draws.Average(draw => draw.Value);
        var variance = draws.Sum(draw => Math.Pow(draw.Value - mean, 2)) / 399;
        Assert.InRange(draws.Average(draw => draw.Variance) / variance, 0.8, 1.25);
    }

    [TorchFact]
    public void The_interval_of_a_score_is_that_of_scores_without_each_sample()
    {
        var logits = Sides.Normals(12, 4, 3, 2);
        var rows = BruteForce.Rows(logits).Select(BruteForce.Softmax).ToArray();
        static double Log(double[][] some) =>
            BruteForce.Entropy(BruteForce.Mean(some)) - some.Average(p => BruteForce.Entropy(p));

        var without = rows.Select((_, i) => Log([.. rows.Where((_, j) => j != i)])).ToArray();
        var centre = (12 * Log(rows)) - (11 * without.Average());
        var error = Math.Sqrt(11 / 12.0 * without.Sum(value => Math.Pow(value - without.Average(), 2)));
        var interval = ScoreError.Interval(logits);
        Assert.Equal(Math.Max(1, Math.Exp(centre - (1.959963984540054 * error))), interval.Low, 1e-10);
        Assert.Equal(Math.Exp(centre + (1.959963984540054 * error)), interval.High, 1e-10);
    }

    [TorchFact]
    public void Intervals_of_shares_hold_their_mean_and_have_a_width_where_all_are_inside()
    {
        const int Draws = 60;
        var metric = new PrecisionRecall();
        var all = Enumerable.Range(0, Draws).Select(i =>
        {
            using var scope = new TensorScope();
            return metric.Measure(
                Sides.Normals(100, 4, (ulong)(2 * i) + 1), Sides.Normals(120, 4, (ulong)(2 * i) + 2, 1.2, 0.4));
        }).ToArray();
        foreach (var (name, at) in all[0].Figures.Select((figure, at) => (figure.Name, at)))
        {
            var mean = all.Average(result => result.Figures[at].Value);
            var held = all.Count(result =>
                result.Figures[at].Interval!.Low <= mean && mean <= result.Figures[at].Interval!.High);
            Assert.True(held >= 0.85 * Draws, $"{name}: {held} of {Draws}");
        }

        var same = Sides.Normals(100, 2, 1);
        var sure = metric.Measure(same, same).Figures[0];
        Assert.Equal(1, sure.Value);
        Assert.Equal(1, sure.Interval!.High, 1e-12);
        Assert.InRange(sure.Interval.Low, 0.9, 0.99);
    }

    [TorchFact]
    public void Too_few_samples_have_no_interval()
    {
        var few = new PrecisionRecall().Measure(Sides.Normals(39, 2, 1), Sides.Normals(200, 2, 2));
        Assert.All(few.Figures, figure => Assert.Null(figure.Interval));
    }
}
