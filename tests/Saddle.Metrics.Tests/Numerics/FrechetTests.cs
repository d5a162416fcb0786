using Saddle.Catalog;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The Frechet distance against closed forms, known spectra and the reference tools.</summary>
public sealed class FrechetTests : TensorTests
{
    [TorchFact]
    public void Unit_Gaussians_a_unit_apart_in_every_direction_are_at_a_distance_of_their_dimensions()
    {
        var d = 2048;
        var unit = Matrix(d, (i, j) => i == j ? 1 : 0);
        var a = new FeatureStatistics(Tensor.Zeros([d], DType.Float64), unit, null);
        var b = new FeatureStatistics(Tensor.Full([d], 1, DType.Float64), unit, null);
        Assert.Equal(2048.0, Frechet.Distance(a, b));
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void Covariances_of_known_spectrum_are_right_to_1e_10(double condition)
    {
        var d = 256;
        var basis = Basis(d);
        var a = Spectrum(d, i => Math.Pow(condition, -(double)i / (d - 1)));
        var b = Spectrum(d, i => Math.Pow(condition, -(double)(i * 37 % d) / (d - 1)));
        var exact = a.Zip(b, (x, y) => Math.Sqrt(x * y)).Sum();
        Assert.Equal(1, Frechet.TraceOfRoot(Turned(basis, a), Turned(basis, b)) / exact, 1e-10);
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(63)]
    public void Singular_covariances_are_right(int rank)
    {
        var d = 64;
        var basis = Basis(d);
        var a = Spectrum(d, i => i < rank ? 1.0 / (i + 1) : 0);
        var b = Spectrum(d, i => i >= 20 ? i : 0);
        var exact = a.Zip(b, (x, y) => Math.Sqrt(x * y)).Sum();
        var (first, second) = (Turned(basis, a), Turned(basis, b));
        Assert.Equal(exact, Frechet.TraceOfRoot(first, second), 1e-10);
        Assert.Equal(exact, Frechet.TraceOfRoot(second, first), 1e-10);
        Assert.Equal(0, Frechet.Distance(With(first), With(first)), 1e-9);
    }

    [TorchFact]
    public void A_covariance_of_zeros_leaves_the_other_trace()
    {
        var zero = With(Tensor.Zeros([3, 3], DType.Float64));
        Assert.Equal(0, Frechet.Distance(zero, zero));
        Assert.Equal(3, Frechet.Distance(zero, With(Matrix(3, (i, j) => i == j ? 1 : 0))), 1e-14);
    }

    [TorchFact]
    public void Samples_of_any_size_are_finite_and_agree_with_the_singular_values()
    {
        foreach (var width in (int[])[2, 3, 16, 64, 256])
        {
            for (var count = 2; count <= 1 << 15; count *= 4)
            {
                using var scope = new TensorScope();
                var (a, b) = (Sides.Normals(count, width, 1), Sides.Normals(count + 1, width, 2));
                var distance = Frechet.Distance(a, b, 1);
                Assert.True(double.IsFinite(distance) && distance >= 0);
                Assert.Equal(
                    Frechet.Distance(FeatureMoments.Of(a).ToStatistics(1), FeatureMoments.Of(b).ToStatistics(1)),
                    distance,
                    1e-5);
                Assert.Equal(ByFactors(a, b), distance, 1e-5);
            }
        }
    }

    [TorchFact]
    public void Itself_is_at_0_both_ways_are_alike_and_a_shift_of_both_changes_nothing()
    {
        var (a, b) = (Sides.Normals(500, 24, 1), Sides.Normals(400, 24, 2, 1.3, 0.2));
        Assert.Equal(0, Frechet.Distance(a, a, 1), 1e-11);
        Assert.Equal(Frechet.Distance(a, b, 1), Frechet.Distance(b, a, 1), 1e-11);
        Assert.Equal(Frechet.Distance(a, b, 1), Frechet.Distance(a + 5.0, b + 5.0, 1), 1e-9);
        Assert.Equal(24 * 4.0, Frechet.Distance(a, a + 2.0, 1), 1e-9);
    }

    [TorchFact]
    public void The_reference_tools_get_the_same()
    {
        var figures = Peers.Json("metrics.json");
        var (real, generated) = (Read("real.npy"), Read("generated.npy"));
        Assert.Equal(1, Frechet.Distance(real, generated, 1) / figures.GetProperty("frechet").GetDouble(), 1e-10);
        Assert.Equal(
            1, Frechet.Distance(real, generated, 0) / figures.GetProperty("frechet_ddof_0").GetDouble(), 1e-10);
        Assert.Equal(
            1,
            new FrechetDistance().Measure(real, generated).Value / figures.GetProperty("frechet").GetDouble(),
            1e-10);
    }

    [TorchFact]
    public void Streamed_and_merged_moments_are_those_of_the_whole_sample()
    {
        var sample = Sides.Normals(1000, 12, 3, 2, 1e4);
        var whole = FeatureMoments.Of(sample);
        FeatureMoments? streamed = null;
        for (var start = 0; start < 1000; start += 7)
        {
            streamed = FeatureMoments.Add(streamed, sample.Narrow(0, start, Math.Min(7, 1000 - start)));
        }

        var merged = FeatureMoments.Merge(
            FeatureMoments.Of(sample.Narrow(0, 0, 900)), FeatureMoments.Of(sample.Narrow(0, 900, 100)));
        foreach (var other in (FeatureMoments[])[streamed!, merged])
        {
            Assert.Equal(1000, other.Count);
            Assert.Equal(0, Tensor.Abs(whole.Mean - other.Mean).Max().Item(), 1e-10);
            Assert.Equal(0, Tensor.Abs(whole.Scatter - other.Scatter).Max().Item() / 4000, 1e-10);
        }
    }

    [TorchFact]
    public void Wrong_input_is_an_error_with_a_sentence()
    {
        var (one, ten) = (Sides.Normals(1, 4, 1), Sides.Normals(10, 4, 1));
        Assert.Contains("at least 2", Refused(() => new FrechetDistance().Measure(one, ten)), StringComparison.Ordinal);
        Assert.Contains(
            "same extractor",
            Refused(() => new FrechetDistance().Measure(Sides.Normals(10, 5, 1), ten)),
            StringComparison.Ordinal);
        Assert.Contains("NaN", Refused(() => Sides.From(ten * double.NaN)), StringComparison.Ordinal);
        Assert.Contains(
            "at least 6",
            Refused(() => new PrecisionRecall().Measure(Sides.Normals(5, 4, 1), ten)),
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void Extrapolation_to_infinity_takes_the_bias_away()
    {
        var (a, b) = (Sides.Normals(8000, 16, 1), Sides.Normals(3000, 16, 2));
        var measured = new FidInfinity().Measure(a, b);
        var plain = Frechet.Distance(a, b, 1);
        Assert.InRange(Math.Abs(measured.Value), 0, plain / 2);
        Assert.InRange(0, measured.Figures[0].Interval!.Low - 0.02, measured.Figures[0].Interval!.High + 0.02);
        Assert.Equal(15, measured.Curve!.Points.Count);
        Assert.Equal(plain, measured.Curve.Points[^1].Y, 1e-9);
    }

    private static string Refused(Func<object> run) => Assert.Throws<SettingsException>(run).Message;

    private static Tensor Read(string name) => FeatureFile.Read(Peers.PathOf("metrics", name)).RequireFeatures();

    private static double ByFactors(Tensor a, Tensor b)
    {
        var (x, y) = (a - a.Mean([0]), b - b.Mean([0]));
        var (n, m) = (a.Shape[0] - 1.0, b.Shape[0] - 1.0);
        var root = Algebra.NuclearNorm(n < 600 ? x.MatMul(y.Transpose()) : Root(x).MatMul(Root(y).Transpose()));
        return (a.Mean([0]) - b.Mean([0])).Square().Sum().Item()
            + (x.Square().Sum().Item() / n)
            + (y.Square().Sum().Item() / m)
            - (2 * root / Math.Sqrt(n * m));
    }

    // R of X = Q R: the same singular values, of few rows.
    private static Tensor Root(Tensor x) => new Operator("aten::linalg_qr").CallMany(x, "r")[1];

    private static FeatureStatistics With(Tensor covariance) =>
        new(Tensor.Zeros([covariance.Shape[0]], DType.Float64), covariance, null);

    private static Tensor Matrix(int d, Func<int, int, double> value)
    {
        var values = new double[d * d];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(i / d, i % d);
        }

        return Tensor.From<double>(values, [d, d]);
    }

    private static double[] Spectrum(int d, Func<int, double> value) => [.. Enumerable.Range(0, d).Select(value)];

    private static Tensor Basis(int d) =>
        new Operator("aten::linalg_qr").CallMany(Sides.Normals(d, d, 9), "reduced")[0];

    private static Tensor Turned(Tensor basis, double[] spectrum)
    {
        var s = (basis * Tensor.From<double>(spectrum, [spectrum.Length])).MatMul(basis.Transpose());
        return (s + s.Transpose()) * 0.5;
    }
}
