using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether collapsed runs are judged by what they do, on hand-made ones.</summary>
public sealed class CollapseFreezesTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Fact]
    public void Runs_that_stay_where_they_are_hold()
    {
        var finding = Report(new(0.25, -0.75, MovesLater: false), new(0.5, 0.125, MovesLater: false));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0, finding.Measured);
        Assert.StartsWith("2 of 4000 runs end", finding.Reason, StringComparison.Ordinal);
        var points = Assert.IsType<Points>(finding.Figure.Panels[0].Traces[0]);
        Assert.Equal([0.25, 0.5], points.X);
        Assert.Equal([-0.75, 0.125], points.Y);
    }

    [Fact]
    public void One_that_moves_contradicts()
    {
        var finding = Report(new(0.25, -0.75, MovesLater: false), new(0.5, 0.125, MovesLater: true));
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Equal(1, finding.Measured);
        Assert.Contains("the means of 1 of them move", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_run_collapses_nothing_is_shown() => Assert.Equal(Outcome.Contradicted, Report().Outcome);

    private static Finding Report(params CollapseFreezes.Run[] runs) => new CollapseFreezes().Report(new(runs), Quick);
}
