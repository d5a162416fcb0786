using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Both kernel discrepancies against the sums over pairs that define them.</summary>
public sealed class KernelDistanceTests : TensorTests
{
    [TorchTheory]
    [InlineData(3, 0, 1)]
    [InlineData(2, 0.7, 0.25)]
    [InlineData(1, 1, 0)]
    public void The_polynomial_discrepancy_is_the_mean_over_pairs(int degree, double gamma, double coefficient)
    {
        var (a, b) = (Sides.Normals(9, 4, 1), Sides.Normals(7, 4, 2, 1.5, 0.3));
        var metric = new KernelDistance(Degree: degree, Gamma: gamma, Coefficient: coefficient);
        double Kernel(double[] x, double[] y) =>
            Math.Pow(((gamma > 0 ? gamma : 0.25) * BruteForce.Dot(x, y)) + coefficient, degree);

        Assert.Equal(1, metric.Discrepancy(a, b) / OverPairs(a, b, Kernel), 1e-12);
    }

    [TorchFact]
    public void The_Gaussian_discrepancy_is_the_mean_over_pairs()
    {
        var (a, b) = (Sides.Normals(8, 3, 1), Sides.Normals(11, 3, 2, 1, 0.5));
        static double Kernel(double[] x, double[] y) =>
            Math.Exp(-Math.Pow(BruteForce.Distance(x, y), 2) / (2 * 1.5 * 1.5));

        var metric = new KernelDistance(Kernel: MmdKernel.Gaussian, Sigma: 1.5);
        Assert.Equal(OverPairs(a, b, Kernel), metric.Discrepancy(a, b), 1e-14);
    }

    [TorchFact]
    public void A_discrepancy_with_a_linear_kernel_is_the_squared_distance_of_means_without_its_bias()
    {
        // |m1 - m2|^2 - tr(S1)/n - tr(S2)/m: what the means' own variances add to the square is taken off.
        var (a, b) = (Sides.Normals(40, 5, 1), Sides.Normals(60, 5, 2, 2, 1));
        var metric = new KernelDistance(Degree: 1, Gamma: 1, Coefficient: 0);
        var expected = (a.Mean([0]) - b.Mean([0])).Square().Sum().Item()
            - (a.Variance([0], unbiased: true).Sum().Item() / 40)
            - (b.Variance([0], unbiased: true).Sum().Item() / 60);
        Assert.Equal(expected, metric.Discrepancy(a, b), 1e-12);
    }

    [TorchFact]
    public void Figures_are_mean_deviation_and_error_over_subsets()
    {
        var (a, b) = (Sides.Normals(50, 3, 1), Sides.Normals(40, 3, 2, 1.2));
        var metric = new KernelDistance(Subsets: 6, SubsetSize: 20);
        var values = Enumerable.Range(0, 6)
            .Select(i => metric.Discrepancy(Subsets.Draw(a, 1, 2 * i, 20), Subsets.Draw(b, 1, (2 * i) + 1, 20)))
            .ToArray();
        var deviation = Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
        var measured = metric.Measure(a, b);
        var figure = measured.Figures[0];
        Assert.Equal(values.Average(), measured.Value, 1e-14);
        Assert.Equal(deviation, measured["standard_deviation"], 1e-14);

        // Beside the draw of the subsets, that of the samples themselves.
        Assert.Equal(
            (deviation * deviation / 5) + Whole(new KernelSums(a, b, Cubic).Variance(50, 40)),
            Math.Pow(figure.StandardError!.Value, 2),
            1e-12);
        Assert.Equal(20, measured["subset_size"]);

        // The 97.5 % point of the unit normal law, from a table.
        Assert.InRange((figure.Interval!.High - figure.Value) / figure.StandardError.Value, 1.959963984540053, 4);
    }

    // The 97.5 % point of the unit normal law, from a table, times the error that laws so far apart would have.
    [TorchTheory]
    [InlineData(1.2)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_lower_end_is_as_many_of_its_own_errors_below_the_estimate(double scale)
    {
        var (a, b) = (Sides.Normals(50, 3, 1), Sides.Normals(40, 3, 2, scale));
        var figure = new KernelDistance(SubsetSize: int.MaxValue).Measure(a, b).Figures[0];
        var (own, pairs) = new KernelSums(a, b, Cubic).Variance(50, 40);
        var low = figure.Interval!.Low;
        var there = pairs + (figure.Value > 0 ? own * low / figure.Value : own);
        Assert.Equal(1.959963984540054, (figure.Value - low) / Math.Sqrt(there), 1e-10);
        Assert.True(figure.Interval.High - figure.Value >= 1.959963984540053 * figure.StandardError);
    }

    [TorchFact]
    public void One_subset_has_the_error_of_so_many_samples_and_small_or_negative_values_have_a_note()
    {
        var (a, b) = (Sides.Normals(30, 3, 1), Sides.Normals(30, 3, 5));
        var measured = new KernelDistance(Subsets: 1).Measure(a, b);
        var error = Math.Sqrt(Whole(new KernelSums(a, b, Cubic).Variance(30, 30)));
        Assert.Equal(error, measured.Figures[0].StandardError!.Value, 1e-14);
        Assert.True(error > 0);
        Assert.Equal("subsets have 30 samples, where 1000 are usual", measured.Notes[0]);
        Assert.Equal(
            measured.Value < 0,
            measured.Notes.Any(note => note.StartsWith("the value is below 0", StringComparison.Ordinal)));
    }

    [TorchFact]
    public void All_samples_are_one_estimate_whose_sides_need_not_be_equally_large()
    {
        var (a, b) = (Sides.Normals(31, 3, 1), Sides.Normals(44, 3, 5, 1.2));
        var all = Spec.Parse<Metric>("kid:subset-size=all");
        Assert.Equal(int.MaxValue, Assert.IsType<KernelDistance>(all).SubsetSize);
        Assert.Contains("subset-size=all", $"{all}", StringComparison.Ordinal);
        var measured = all.Measure(a, b);
        Assert.Equal(new KernelDistance().Discrepancy(a, b), measured.Value, 1e-13);
        Assert.Equal(
            Math.Sqrt(Whole(new KernelSums(a, b, Cubic).Variance(31, 44))),
            measured.Figures[0].StandardError!.Value,
            1e-13);
    }

    [TorchTheory]
    [InlineData(0, 1, 1, 2.2)]
    [InlineData(0.5, 1.3, 0.8, 1.25)]
    public void The_variance_is_that_of_estimates_from_fresh_samples(double mean, double scale, double low, double high)
    {
        // 400 pairs of samples: their variance is known to a tenth, and the mean of the estimates better. Where the
        // laws are equal, a part that is 0 is held above it, so that estimates are more on average.
        var sums = Enumerable.Range(0, 400).Select(i =>
        {
            using var scope = new TensorScope();
            return new KernelSums(
                Sides.Normals(30, 2, (ulong)(2 * i) + 1),
                Sides.Normals(50, 2, (ulong)(2 * i) + 2, scale, mean),
                Linear);
        }).ToArray();
        var values = sums.Select(sum => sum.Discrepancy).ToArray();
        var variance = values.Sum(value => Math.Pow(value - values.Average(), 2)) / 399;
        Assert.InRange(sums.Average(sum => Whole(sum.Variance(30, 50))) / variance, low, high);
    }

    [TorchFact]
    public void Sums_across_tiles_are_those_of_all_pairs()
    {
        var (a, b) = (Sides.Normals(2050, 2, 1), Sides.Normals(2049, 2, 2, 1.5, 0.2));
        var tiles = 0L;
        var sums = new KernelSums(a, b, Linear, () => tiles++);
        Assert.Equal(KernelSums.Tiles(2050, 2049), tiles);
        var metric = new KernelDistance(Degree: 1, Gamma: 1, Coefficient: 0);
        Assert.Equal(metric.Discrepancy(a, b), sums.Discrepancy, 1e-12);
    }

    [Fact]
    public void A_subset_of_one_sample_is_refused()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["subset-size"] = "1" };
        var refusal = Assert.Throws<SettingsException>(() => Catalog<Metric>.Get("kid").Create(settings));
        Assert.Contains(
            "subset-size is 1; a subset needs at least 2 samples", refusal.Message, StringComparison.Ordinal);
    }

    private static double Whole((double Own, double Pairs) variance) => variance.Own + variance.Pairs;

    [TorchFact]
    public void Mmd_takes_the_median_distance_of_both_sides_together()
    {
        var (a, b) = (Sides.Normals(7, 2, 1), Sides.Normals(6, 2, 2, 1, 1));
        double[][] all = [.. BruteForce.Rows(a), .. BruteForce.Rows(b)];
        var distances = Enumerable.Range(0, all.Length)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => BruteForce.Distance(all[i], all[j])))
            .Order()
            .ToArray();
        var median = distances[distances.Length / 2];
        double Kernel(double[] x, double[] y)
        {
            var squared = Math.Pow(BruteForce.Distance(x, y) / median, 2);
            return (Math.Exp(-squared / 2) + Math.Exp(-squared / 18)) / 2;
        }

        var measured = new Mmd([1, 3]).Measure(a, b);
        Assert.Equal(median, measured["median_distance"], 1e-12);
        Assert.Equal(OverPairs(a, b, Kernel), measured.Value, 1e-13);
    }

    [TorchFact]
    public void Mmd_of_samples_that_coincide_has_no_width_and_says_so()
    {
        var same = Tensor.Full([20, 2], 1, DType.Float64);
        var refusal = Assert.Throws<SettingsException>(() => new Mmd([1]).Measure(same, same));
        Assert.StartsWith("more than half of all samples coincide", refusal.Message, StringComparison.Ordinal);
    }

    private static Tensor Linear(Tensor x, Tensor y) => x.MatMul(y.Transpose());

    private static Tensor Cubic(Tensor x, Tensor y) => ((Linear(x, y) / x.Shape[1]) + 1.0).Power(3);

    private static double OverPairs(Tensor first, Tensor second, Func<double[], double[], double> kernel)
    {
        var (a, b) = (BruteForce.Rows(first), BruteForce.Rows(second));
        return Within(a) + Within(b) - (2 * a.Average(x => b.Average(y => kernel(x, y))));

        double Within(double[][] rows) =>
            rows.Select((x, i) => rows.Where((_, j) => j != i).Sum(y => kernel(x, y))).Sum()
            / (rows.Length * (rows.Length - 1.0));
    }
}
