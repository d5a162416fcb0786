using System.Text.Json;
using Saddle.Data.Tests.Support;
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
