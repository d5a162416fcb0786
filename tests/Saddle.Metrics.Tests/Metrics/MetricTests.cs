using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Each metric against the reference tools' figures, its definition, or a closed form.</summary>
public sealed class MetricTests : TensorTests
{
    private static readonly System.Text.Json.JsonElement Figures = Peers.Json("metrics.json");

    [TorchFact]
    public void Kernel_distance_is_that_of_torch_fidelity_and_of_clean_fid()
    {
        var (real, generated) = (Read("real.npy").Narrow(0, 0, 260), Read("generated.npy"));
        var measured = new KernelDistance(Subsets: 1, SubsetSize: 260).Measure(real, generated);
        Assert.Equal(1, measured.Value / Figures.GetProperty("kid_torch_fidelity").GetDouble(), 1e-10);
        Assert.Equal(1, measured.Value / Figures.GetProperty("kid_clean_fid").GetDouble(), 1e-10);
    }

    [TorchFact]
    public void Kernel_distance_over_subsets_has_an_error_that_covers_the_whole_sample_and_depends_on_the_seed_alone()
    {
        var (a, b) = (Sides.Normals(2000, 8, 1), Sides.Normals(2000, 8, 2, 1.1));
        var whole = new KernelDistance(Subsets: 1, SubsetSize: 2000).Measure(a, b).Value;
        var metric = new KernelDistance(Subsets: 60, SubsetSize: 300);
        var measured = metric.Measure(a, b);
        Assert.InRange(
            whole,
            measured.Value - (4 * measured.Figures[0].StandardError!.Value),
            measured.Value + (4 * measured.Figures[0].StandardError!.Value));
        Assert.Equal(measured.Value, metric.Measure(a, b).Value);
        var unbiased = new KernelDistance(Subsets: 200, SubsetSize: 50, Kernel: MmdKernel.Gaussian)
            .Measure(a, Sides.Normals(2000, 8, 3));
        Assert.InRange(
            unbiased.Value,
            -4 * unbiased.Figures[0].StandardError!.Value,
            4 * unbiased.Figures[0].StandardError!.Value);
    }

    [TorchFact]
    public void Inception_score_is_that_of_torch_fidelity()
    {
        var side = new Side("logits") { Logits = Read("logits.npy") };
        var measured = new InceptionScore(Shuffle: false).Measure(side, side, new());
        Assert.Equal(Figures.GetProperty("is").GetProperty("mean").GetDouble(), measured.Value, 1e-12);
        Assert.Equal(Figures.GetProperty("is").GetProperty("std").GetDouble(), measured["standard_deviation"], 1e-12);
        Assert.Contains("biased", measured.Notes[0], StringComparison.Ordinal);
    }

    [TorchFact]
    public void Inception_score_of_sure_and_even_classes_is_their_number_and_of_unsure_ones_1()
    {
        var sure = new double[100 * 10];
        for (var i = 0; i < 100; i++)
        {
            sure[(i * 10) + (i % 10)] = 2000;
        }

        Assert.Equal(10, Score(Tensor.From<double>(sure, [100, 10])), 1e-12);
        Assert.Equal(1, Score(Tensor.Zeros([100, 10], DType.Float64)), 1e-12);

        static double Score(Tensor logits) =>
            new InceptionScore(Splits: 1).Measure(new("none"), new Side("logits") { Logits = logits }, new()).Value;
    }

    [TorchTheory]
    [InlineData(5)]
    [InlineData(3)]
    public void Precision_recall_density_and_coverage_are_those_of_prdc(int k)
    {
        var measured = new PrecisionRecall(k).Measure(Read("real.npy"), Read("generated.npy"));
        foreach (var expected in Figures.GetProperty(FormattableString.Invariant($"prdc_{k}")).EnumerateObject())
        {
            Assert.Equal(expected.Value.GetDouble(), measured[expected.Name], 1e-10);
        }
    }

    [TorchFact]
    public void Two_samples_of_one_law_in_1000_dimensions_have_the_published_precision_and_recall()
    {
        var measured = new PrecisionRecall(5)
            .Measure(
                Sides.Normals(10_000, 1000, 1).Cast(DType.Float32), Sides.Normals(10_000, 1000, 2).Cast(DType.Float32));
        Assert.Equal(0.477, measured["precision"], 0.02);
        Assert.Equal(0.471, measured["recall"], 0.02);
        Assert.Equal(1.06, measured["density"], 0.13); // from 0.95 to 1.13 over four seeds of PyTorch
        Assert.Equal(0.97, measured["coverage"], 0.01);
    }

    [TorchFact]
    public void Where_most_samples_coincide_no_mode_is_said_to_be_missing()
    {
        var rows = Tensor.Concatenate([.. Enumerable.Repeat(Sides.Normals(8, 3, 1), 25)]);
        var result = new PrecisionRecall(5).Measure(Sides.From(rows, "a"), Sides.From(rows, "b"), new());
        Assert.Equal(0, result["recall"]);
        Assert.Contains("most balls have no radius", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_narrow_law_within_a_wide_one_has_precision_and_no_recall()
    {
        var measured = new PrecisionRecall(5).Measure(Sides.Normals(200, 16, 1, 3), Sides.Normals(200, 16, 2, 0.1));
        Assert.True(measured["precision"] > 0.8);
        Assert.True(measured["recall"] < 0.3);
    }

    [TorchFact]
    public void On_coinciding_samples_open_and_closed_balls_part()
    {
        var collapsed = Tensor.Full([50, 8], 0.3, DType.Float64);
        Assert.Equal(0, new PrecisionRecall(3).Measure(collapsed, collapsed)["precision"]);
        Assert.Equal(1, new PrecisionRecall(3, Closed: true).Measure(collapsed, collapsed)["precision"]);
    }

    [TorchFact]
    public void Vendi_authenticity_and_mmd_follow_their_definitions()
    {
        var (real, generated) = (Read("real.npy"), Read("generated.npy"));
        Assert.Equal(Figures.GetProperty("vendi").GetDouble(), new Vendi().Measure(real, generated).Value, 1e-9);
        Assert.Equal(
            Figures.GetProperty("authpct").GetDouble(), new Authenticity().Measure(real, generated).Value, 1e-10);
        Assert.Equal(
            Figures.GetProperty("mmd").GetDouble(), new Mmd([0.5, 1, 2]).Measure(real, generated).Value, 1e-12);
        Assert.Equal(0, new Authenticity().Measure(real, real.Narrow(0, 0, 50)).Value);
    }

    [TorchFact]
    public void Vendi_counts_the_directions_that_differ()
    {
        var rows = new double[12 * 4];
        for (var i = 0; i < 12; i++)
        {
            rows[(i * 4) + (i % 3)] = i + 1;
        }

        Assert.Equal(3, new Vendi().Measure(Sides.Normals(2, 4, 1), Tensor.From<double>(rows, [12, 4])).Value, 1e-10);
    }

    [TorchFact]
    public void Wasserstein_on_the_line_and_in_the_plane_is_scipys()
    {
        var (real, generated) = (Read("real.npy"), Read("generated.npy"));
        var line = new ExactWasserstein(1).Measure(real.Narrow(1, 0, 1), generated.Narrow(1, 0, 1));
        Assert.Equal(Figures.GetProperty("wasserstein_line").GetProperty("1").GetDouble(), line.Value, 1e-12);
        foreach (var power in (int[])[1, 2])
        {
            var plane = new ExactWasserstein(power)
                .Measure(real.Narrow(0, 0, 200).Narrow(1, 0, 2), generated.Narrow(0, 0, 200).Narrow(1, 0, 2));
            var expected = Figures.GetProperty("wasserstein_plane")
                .GetProperty(FormattableString.Invariant($"{power}"))
                .GetDouble();
            Assert.Equal(expected, plane.Value, 1e-10);
        }
    }

    [TorchFact]
    public void Sliced_distances_of_a_shift_are_known()
    {
        // Projections of a shift s have the mean square |s|^2 / d.
        var a = Sides.Normals(400, 9, 1);
        var shifted = a + 3.0;
        Assert.Equal(3, new SlicedWasserstein(20_000).Measure(a, shifted).Value, 0.05);
        Assert.Equal(3 * 9 * 9.0, new Mind(20_000).Measure(a, shifted).Value, 9.0);
        Assert.Equal(0, new Mind().Measure(a, a).Value);
    }

    [TorchFact]
    public void Prd_curves_of_one_law_and_of_disjoint_ones_are_at_the_corners()
    {
        double[] p = [0.5, 0.5, 0, 0], q = [0, 0, 0.5, 0.5], r = [1, 0, 0, 0];
        Assert.All(PrdCurve.Curve(p, q, 101), point => Assert.Equal((0, 0), point));
        Assert.Contains(PrdCurve.Curve(p, p, 1001), point => point.Precision > 0.999 && point.Recall > 0.999);
        var curve = PrdCurve.Curve(p, r, 1001);
        Assert.Equal(1, curve.Max(point => point.Precision), 1e-12);
        Assert.Equal(0.5, curve.Max(point => point.Recall), 1e-12);
        var same = new PrdCurve(5, 101, 2).Measure(Sides.Normals(500, 2, 1), Sides.Normals(500, 2, 2));
        Assert.InRange(same.Value, 0.9, 1);
        var apart = new PrdCurve(5, 101, 2).Measure(Sides.Normals(500, 2, 1), Sides.Normals(500, 2, 2, 1, 50));
        Assert.Equal(0, apart.Value, 1e-12);
    }

    [Fact]
    public void Divergences_of_Gaussians_are_the_closed_forms()
    {
        var (apart, wide) = (1.5, 1.3);
        foreach (var d in (int[])[1, 2])
        {
            var p = new Density([new double[d]], [1], 1);
            var q = new Density([[.. Enumerable.Repeat(apart, d)]], [1], wide);
            var figures = DensityDivergences.Between(p, q, 801)
                .ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
            Assert.Equal(
                d * (Math.Log(wide) + ((1 + (apart * apart)) / (2 * wide * wide)) - 0.5), figures["kl"], 1e-12);
            Assert.Equal(
                d * (-Math.Log(wide) + (((wide * wide) + (apart * apart)) / 2) - 0.5), figures["reverse_kl"], 1e-12);
            Assert.InRange(figures["jsd"], 1e-3, Math.Log(2));
        }

        var far = DensityDivergences.Between(new([[0.0]], [1], 1), new([[30.0]], [1], 1), 2001);
        Assert.Equal(Math.Log(2), far[0].Value, 1e-10);
        Assert.Equal(1, far[3].Value, 1e-10);
    }

    [TorchFact]
    public void Modes_are_counted()
    {
        using var ring = new Ring().Open(new DataFolder("."), 1);
        var modes = (IModes)ring;
        var reference = new Side("ring") { Modes = modes };
        var points = modes.Centres.Take(3).SelectMany(c => c).Concat([50.0, 50]).ToArray();
        var measured = new Modes().Measure(reference, Sides.From(Tensor.From<double>(points, [4, 2])), new());
        Assert.Equal((3, 0.75), (measured["covered"], measured["near"]));
    }

    [TorchFact]
    public void A_third_discriminator_finds_the_mode_that_is_missing()
    {
        // Four equal modes in the plane, of which one is never generated.
        static Tensor Modes(ulong seed, params double[][] centres) =>
            Tensor.Concatenate(
                [
                    .. centres.Select(
                        (c, i) => Sides.Normals(300, 2, (10 * seed) + (ulong)i, 0.1) + Tensor.From<double>(c, [2])),
                ]);
        double[][] all = [[0, 0], [0, 3], [3, 0], [3, 3]];
        // held out: 600 of which 150 are missing, give or take 11
        Assert.Equal(0.25, new MissingModes().Measure(Modes(1, all), Modes(2, all[..3])).Value, 0.03);
        Assert.InRange(new MissingModes(Steps: 200).Measure(Modes(1, all), Modes(2, all)).Value, 0, 0.02);
        Assert.InRange(new MissingModes().Measure(Modes(1, all), Modes(2, [9, 9], [9, 8])).Value, 0.98, 1);
    }

    [TorchFact]
    public void Mode_score_is_the_Inception_score_where_class_shares_are_alike_and_falls_where_one_is_missing()
    {
        var logits = Read("logits.npy");
        var side = new Side("all") { Logits = logits };
        Assert.Equal(
            new InceptionScore(1).Measure(side, side, new()).Value,
            new ModeScore().Measure(side, side, new()).Value,
            1e-10);
        var sure = Tensor.From<double>([9, 0, 0, 0, 9, 0, 0, 0, 9], [3, 3]);
        var lacking = Tensor.From<double>([9, 0, 0, 0, 9, 0, 9, 0, 0], [3, 3]);
        var measured = new ModeScore()
            .Measure(new Side("a") { Logits = sure }, new Side("b") { Logits = lacking }, new());
        Assert.Equal(1, measured["missing_classes"]);
        Assert.True(measured["class_divergence"] > 0.1);
    }

    [Fact]
    public void Divergence_of_n_grams_follows_its_definition_and_is_printed_with_its_floor()
    {
        int[][] a = [[1, 2, 1, 2]], b = [[1, 1, 1, 1]];

        // 1-grams: p = (1/2, 1/2), q = (1, 0): 0.5 (KL(p|m) + KL(q|m)) with m = (3/4, 1/4), in bits.
        var expected = 0.5 * ((0.5 * Math.Log2(0.5 / 0.75)) + (0.5 * Math.Log2(0.5 / 0.25)) + Math.Log2(1 / 0.75));
        var measured = new NgramDivergence(3)
            .Measure(new Side("a") { Texts = [.. a, .. a] }, new Side("b") { Texts = b }, new());
        Assert.Equal(expected, measured["js1"], 1e-14);
        Assert.Equal(1, measured["js2"], 1e-14);
        Assert.Equal(0, measured["js3_floor"], 1e-14);
    }

    [Fact]
    public void Every_metric_has_a_name_a_source_and_settings()
    {
        Assert.True(Catalog<Metric>.Entries.Count >= 15);
        Assert.All(Catalog<Metric>.Entries, entry => Assert.NotEmpty(entry.Source));
    }

    private static Tensor Read(string name) => FeatureFile.Read(Peers.PathOf("metrics", name)).RequireFeatures();
}
