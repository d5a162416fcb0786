using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>A cell is what it would be alone.</summary>
public sealed class PhaseDiagramTests
{
    [Theory]
    [InlineData("dirac-gan", "alternating", "k=1:4:4", "eta=0.1:2:6")]
    [InlineData("kernel-gan", "alternating", "sigma=0.2:2:5:log", "eta=0.1:2:7:log")]
    [InlineData("two-gaussians", "alternating", "eta-g=0.1:1:3", "eta-d=0.1:1:3")]
    public void Cells_that_share_lanes_are_measured_as_each_is_alone(string game, string rule, string x, string y)
    {
        var settings = game == "kernel-gan" ? [("points", "0,20")] : Array.Empty<(string, string)>();
        var (across, along) = SettingRange.ParsePair("--", x, y);
        var diagram = new PhaseDiagram(new Setup(game, rule, settings), across.Axis, along.Axis, 60);
        int[] cells = [.. Enumerable.Range(0, diagram.Cells)];
        var together = diagram.Measure(cells).Cells;
        Assert.Equal(cells, together.Select(m => m.Cell));
        Assert.All(together, m => Assert.Equal(Assert.Single(diagram.Measure([m.Cell]).Cells), m));
    }
}
