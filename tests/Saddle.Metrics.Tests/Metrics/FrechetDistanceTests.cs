using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The Frechet distance of Gaussians whose distance is known, and its extrapolation to many samples.</summary>
public sealed class FrechetDistanceTests : TensorTests
{
    [TorchTheory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(2, 3, -1, 0.5)]
    [InlineData(0, 1e-4, 0, 1e4)]
    public void On_the_line_it_is_the_squared_distance_of_means_and_of_deviations(
        double m1, double s1, double m2, double s2)
    {
        var expected = ((m1 - m2) * (m1 - m2)) + ((s1 - s2) * (s1 - s2));
        Assert.Equal(
            expected, Frechet.Distance(Gaussian([m1], [s1 * s1]), Gaussian([m2], [s2 * s2])), 1e-13 * (1 + expected));
    }

    [TorchFact]
    public void Of_commuting_covariances_each_axis_counts_for_itself()
    {
        double[] a = [4, 9, 0.25], b = [1, 16, 2.25];
        var expected = 3 + a.Zip(b, (x, y) => Math.Pow(Math.Sqrt(x) - Math.Sqrt(y), 2)).Sum();
        var q = BruteForce.Rotation(3);
        Assert.Equal(expected, Frechet.Distance(Turned([0, 0, 0], a, q), Turned([1, 1, 1], b, q)), 1e-12);
    }

    [TorchFact]
    public void In_the_plane_covariances_that_do_not_commute_have_the_closed_form()
    {
        // tr M^(1/2) = sqrt(tr M + 2 sqrt(det M)) for M = S1 S2 of two dimensions.
        var (a, b) = (Gaussian([0, 0], [2, 0.5, 0.5, 1]), Gaussian([1, -2], [1, -0.3, -0.3, 3]));
        var trace = (2 * 1) + (2 * 0.5 * -0.3) + (1 * 3);
        var determinant = ((2 * 1) - 0.25) * ((1 * 3) - 0.09);
        var expected = 5 + (2 + 1) + (1 + 3) - (2 * Math.Sqrt(trace + (2 * Math.Sqrt(determinant))));
        Assert.Equal(expected, Frechet.Distance(a, b), 1e-13);
        Assert.Equal(expected, Frechet.Distance(b, a), 1e-13);
    }

    [TorchFact]
    public void A_rotation_of_both_samples_changes_nothing_and_a_scale_squares()
    {
        var (a, b, q) = (Sides.Normals(90, 6, 1), Sides.Normals(80, 6, 2, 1.5, 0.4), BruteForce.Rotation(6));
        var distance = Frechet.Distance(a, b, 1);
        Assert.Equal(distance, Frechet.Distance(a.MatMul(q), b.MatMul(q), 1), 1e-11);
        Assert.Equal(49 * distance, Frechet.Distance(a * 7.0, b * 7.0, 1), 1e-10);
    }

    [TorchFact]
    public void Generated_samples_that_are_all_the_same_are_said_to_be_whatever_is_known_of_them()
    {
        var data = Sides.Normals(50, 4, 1);
        var one = Tensor.Concatenate([.. Enumerable.Repeat(Sides.Normals(1, 4, 2), 60)]);
        var moments = FeatureMoments.Of(one);
        foreach (var side in (Side[])[
            Sides.From(one), new Side("b") { Moments = moments }, new Side("b") { Stored = moments.ToStatistics(1) }])
        {
            Assert.Equal("the generated samples are all the same", Notes(data, side)[^1]);
        }

        var nearly = Notes(data, Sides.From(one + Sides.Normals(60, 4, 3, 0.01)))[^1];
        Assert.StartsWith("the generated samples vary ", nearly);
        Assert.EndsWith("times as much as the reference's: they are nearly the same", nearly);
        Assert.DoesNotContain(
            Notes(data, Sides.From(Sides.Normals(60, 4, 4, 0.5))), n => n.Contains("same", StringComparison.Ordinal));

        static IReadOnlyList<string> Notes(Tensor reference, Side generated) =>
            new FrechetDistance().Measure(Sides.From(reference), generated, new()).Notes;
    }

    [TorchFact]
    public void Stored_statistics_gathered_moments_and_features_give_one_distance()
    {
        var (a, b) = (Sides.Normals(50, 4, 1), Sides.Normals(60, 4, 2, 2));
        var moments = FeatureMoments.Of(b);
        var whole = Measure(Sides.From(a), Sides.From(b));
        Assert.Equal(whole, Measure(Sides.From(a), new Side("b") { Moments = moments }), 1e-12);
        Assert.Equal(whole, Measure(Sides.From(a), new Side("b") { Stored = moments.ToStatistics(1) }), 1e-12);

        static double Measure(Side reference, Side generated) =>
            new FrechetDistance().Measure(reference, generated, new()).Value;
    }

    [TorchFact]
    public void Few_samples_are_remarked_on()
    {
        var notes = new FrechetDistance().Measure(Sides.Normals(4, 4, 1), Sides.Normals(9, 4, 2)).Notes;
        Assert.Equal(
            "reference: 4 samples of 4 dimensions make a singular covariance; "
            + "the distance is far above that of many samples",
            notes[0]);
        Assert.Equal(
            "generated: 9 samples; with fewer than 10000 the distance is biased upwards, see fid-infinity", notes[1]);
    }

    [TorchFact]
    public void The_slope_of_the_extrapolation_is_the_bias_that_theory_gives()
    {
        // Samples of N(0, I) against N(0, I) itself: the mean costs d / n, and the covariance tr (S - I)^2 / 4, whose
        // mean is d (d + 1) / (4 n). Of 4 dimensions 9 / n together, and nothing is left at infinity.
        const int Trials = 40;
        var identity = new Side("law")
        {
            Stored = Gaussian([0, 0, 0, 0], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
        };
        var slopes = new double[Trials];
        var values = new double[Trials];
        for (var trial = 0; trial < Trials; trial++)
        {
            using var scope = new TensorScope();
            var sample = Sides.From(Sides.Normals(1000, 4, 100 + (ulong)trial));
            var measured = new FidInfinity(Points: 10, Least: 100).Measure(identity, sample, new((ulong)trial));
            (slopes[trial], values[trial]) = (measured["slope"], measured.Value);
        }

        AssertWithin(9, slopes, 1.5);
        AssertWithin(0, values, 0.005);
    }

    [TorchFact]
    public void The_fit_is_least_squares_in_one_over_n_with_an_interval_of_Students_law()
    {
        var measured = new FidInfinity(Points: 6, Least: 50)
            .Measure(Sides.Normals(500, 3, 1), Sides.Normals(300, 3, 2));
        var points = measured.Curve!.Points;
        Assert.Equal([50, 100, 150, 200, 250, 300], points.Select(p => p.X));

        // The normal equations, and the 97.5 % point of Student's law of 4 degrees of freedom, from a table.
        double[] x = [.. points.Select(p => 1 / p.X)], y = [.. points.Select(p => p.Y)];
        var (sx, sy, sxx, sxy) = (x.Sum(), y.Sum(), BruteForce.Dot(x, x), BruteForce.Dot(x, y));
        var slope = ((6 * sxy) - (sx * sy)) / ((6 * sxx) - (sx * sx));
        var intercept = (sy - (slope * sx)) / 6;
        var residual = x.Zip(y, (a, b) => Math.Pow(b - intercept - (slope * a), 2)).Sum() / 4;
        var error = Math.Sqrt(residual * sxx / ((6 * sxx) - (sx * sx)));
        var figure = measured.Figures[0];
        Assert.Equal(slope, measured["slope"], 1e-9);
        Assert.Equal(intercept, figure.Value, 1e-11);
        Assert.Equal(error, figure.StandardError!.Value, 1e-11);
        Assert.Equal(2.7764451052, (figure.Interval!.High - figure.Value) / error, 1e-8);
    }

    [TorchFact]
    public void Too_few_samples_for_so_many_sizes_are_refused()
    {
        var refusal = Assert.Throws<SettingsException>(
            () => new FidInfinity(Points: 15).Measure(Sides.Normals(50, 2, 1), Sides.Normals(29, 2, 2)));
        Assert.Equal("generated: 29 samples, where at least 30 are needed", refusal.Message);
    }

    // Within four standard errors of what is expected, which must be small enough to tell.
    private static void AssertWithin(double expected, double[] values, double most)
    {
        var error = Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1) / values.Length);
        Assert.InRange(error, 0, most);
        Assert.InRange(values.Average(), expected - (4 * error), expected + (4 * error));
    }

    private static FeatureStatistics Gaussian(double[] mean, double[] covariance) =>
        new(
            Tensor.From<double>(mean, [mean.Length]),
            Tensor.From<double>(covariance, [mean.Length, mean.Length]),
            null);

    private static FeatureStatistics Turned(double[] mean, double[] variances, Tensor q)
    {
        var covariance = (q * Tensor.From<double>(variances, [variances.Length])).MatMul(q.Transpose());
        return new(Tensor.From<double>(mean, [mean.Length]), covariance, null);
    }
}
