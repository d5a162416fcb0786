using System.Text.Json;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests.Golden;

/// <summary>
/// Every metric beside the figures that the tools in use give on seeded feature sets: with duplicates, outliers, ties,
/// constants, fewer samples than dimensions, one dimension.
/// </summary>
public sealed class GoldenTests : TensorTests
{
    [TorchTheory]
    [InlineData("duplicates", "float64")]
    [InlineData("outliers", "float64")]
    [InlineData("few", "float64")]
    [InlineData("few", "float32")]
    [InlineData("ties", "float64")]
    [InlineData("constant", "float64")]
    [InlineData("line", "float64")]
    public void Figures_are_those_of_the_tools(string set, string type) => Check(Peers.PathOf("golden"), set, type);

    [GoldenTheory]
    [InlineData("modes", "float64")]
    [InlineData("modes", "float32")]
    [InlineData("wide", "float64")]
    [InlineData("wide", "float32")]
    [InlineData("duplicates", "float64")]
    [InlineData("outliers", "float64")]
    [InlineData("few", "float64")]
    [InlineData("few", "float32")]
    [InlineData("ties", "float64")]
    [InlineData("constant", "float64")]
    [InlineData("line", "float64")]
    public void Figures_of_the_whole_collection_are_those_of_the_tools(string set, string type) =>
        Check(GoldenTheoryAttribute.Folder, set, type);

    [TorchFact]
    public void The_kernel_distance_of_the_rows_that_a_tool_drew_is_the_tools()
    {
        using var document = JsonDocument.Parse(Peers.Bytes("golden", "golden.json"));
        var values = document.RootElement.GetProperty("features/torch_fidelity").GetProperty("outliers_kid_subsets")
            .GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Tensor Read(string name) =>
            FeatureFile.Read(Peers.PathOf("golden", "features", $"outliers_{name}.npy")).RequireFeatures();
        var (fake, real) = (Read("fake"), Read("real"));

        // [10, 2, 100] whole numbers after a header of 128 bytes.
        var rows = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(
            Peers.Bytes("golden", "features", "outliers_kid_subsets.npy").AsSpan(128)).ToArray();
        foreach (var (value, i) in values.Select((value, i) => (value, i)))
        {
            Tensor Pick(Tensor side, int which) => side.IndexSelect(0, Tensor.From<long>(
                [.. rows.Skip((200 * i) + (100 * which)).Take(100).Select(row => (long)row)], [100]));

            // Theirs takes the diagonal off the sum, which costs digits where outliers are on it and nowhere else.
            var tolerance = Math.Abs(value) > 1e12 ? 1e-12 : 1e-7;
            Assert.Equal(1, new KernelDistance().Discrepancy(Pick(fake, 0), Pick(real, 1)) / value, tolerance);
        }
    }

    [TorchFact]
    public void The_Monge_inception_distance_by_a_tools_directions_is_the_tools()
    {
        using var document = JsonDocument.Parse(Peers.Bytes("golden", "golden.json"));
        var theirs = document.RootElement.GetProperty("features/mind")
            .GetProperty("outliers_in_float64_with_the_kept_directions").GetDouble();
        static Tensor Read(string name) =>
            FeatureFile.Read(Peers.PathOf("golden", "features", $"outliers_{name}.npy")).RequireFeatures();
        var directions = Read("mind_directions").Cast(DType.Float64).Transpose();
        Assert.Equal(1, Mind.Distance(Read("real"), Read("fake"), directions) / theirs, 1e-12);
    }

    [GoldenTheory]
    [InlineData("logits_10")]
    [InlineData("logits_100")]
    public void The_Inception_score_is_that_of_the_tools(string set)
    {
        var golden = GoldenTheoryAttribute.Folder;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden, "golden.json")));
        double Of(string tool, params string[] path) => path.Aggregate(
            document.RootElement.GetProperty($"features/{tool}").GetProperty(set),
            (at, name) => at.GetProperty(name)).GetDouble();
        var logits = FeatureFile.Read(Path.Combine(golden, "features", $"{set}.npy")).RequireFeatures();
        var side = new Side(set) { Logits = logits };
        MetricResult Measured(int ddof) =>
            new InceptionScore(Shuffle: false, DeviationDdof: ddof).Measure(side, side, new());
        var (ours, other) = (Measured(0), Measured(1));
        Assert.Equal(1, ours.Value / Of("reference", "mean"), 1e-9);
        Assert.Equal(1, ours["standard_deviation"] / Of("reference", "sd_0"), 1e-9);
        Assert.Equal(1, other["standard_deviation"] / Of("reference", "sd_1"), 1e-9);
        Assert.Equal(1, ours.Value / Of("torch_fidelity", "no_shuffle", "inception_score_mean"), 1e-6);

        // Shuffled by another generator, ours lies among the tool's twenty.
        var shuffled = new InceptionScore().Measure(side, side, new()).Value;
        var (mean, deviation) = (
            Of("torch_fidelity", "shuffle_seeds_0_19", "mean"), Of("torch_fidelity", "shuffle_seeds_0_19", "sd"));
        Assert.InRange(shuffled, mean - (4 * deviation), mean + (4 * deviation));
    }

    // Seeds 0 and 1 as NumPy takes them: which half of the training samples sets the scale.
    [GoldenTheory]
    [InlineData("modes_fake", 1e-8)]
    [InlineData("modes_copies", 1e-10)]
    public void Feature_likelihood_divergence_is_that_of_fld(string set, double tolerance)
    {
        var golden = GoldenTheoryAttribute.Folder;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden, "golden.json")));
        var theirs = document.RootElement.GetProperty("features/fld").GetProperty(set).GetProperty("float64");
        Side Read(string name) => FeatureFile.Read(Path.Combine(golden, "features", $"{name}.npy"));
        MetricResult Measured(ulong seed) => new FeatureLikelihood().Measure(
            Read("modes_real"), Read(set), new(seed) { Test = Read("modes_test") });
        var (ours, second) = (Measured(0), Measured(1));
        var values = theirs.GetProperty("fld_test_numpy_seeds_0_4").GetProperty("values");
        GoldenFigure[] figures =
        [
            new("fld", "fld", "test seed 0", ours.Value, values[0].GetDouble(), tolerance),
            new("fld", "fld", "test seed 1", second.Value, values[1].GetDouble(), tolerance),
            new("fld", "fld", "train", ours["fld_train"], theirs.GetProperty("fld_train").GetDouble(), tolerance),
            new("fld", "fld", "gap", ours["fld_gap"], theirs.GetProperty("fld_gap").GetDouble(), tolerance),
            new(
                "fld", "fld", "nll", ours["nll_test"],
                theirs.GetProperty("nll_test_in_percent_without_baseline").GetDouble(), tolerance),
        ];
        Tabulate(set, "float64", [.. figures]);
        Assert.Empty(figures.Where(figure => !figure.Agree).Select(figure => $"{figure}"));
    }

    private static void Check(string folder, string set, string type)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "golden.json")));
        var figures = new GoldenSet(folder, document.RootElement, set, type).Figures().ToList();
        Tabulate(set, type, figures);
        Assert.Empty(figures.Where(figure => !figure.Agree).Select(figure => $"{figure}"));
        Assert.True(figures.Count > 60, $"only {figures.Count} figures were compared");
    }

    // The table of docs/metrics.md: a line a metric, a tool and a set, with the largest difference.
    private static void Tabulate(string set, string type, List<GoldenFigure> figures)
    {
        if (Environment.GetEnvironmentVariable("SADDLE_GOLDEN_TABLE") is { Length: > 0 } path)
        {
            File.AppendAllLines(path, figures.GroupBy(f => (f.Metric, f.Tool)).Select(group =>
                FormattableString.Invariant(
                    $"{group.Key.Metric}\t{group.Key.Tool}\t{set}\t{type}\t{group.Max(f => f.Difference):E1}")));
        }
    }
}
