using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>
/// Whether intervals that reopen are counted right, on hand-made counts and on runs that are followed one by one.
/// </summary>
public sealed class CollapseReopensTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    /// <summary>The lower end of Wilson's interval is 0.5020 for 60 in 100, and 0.4920 for 59.</summary>
    [Theory]
    [InlineData(60, Outcome.Holds)]
    [InlineData(59, Outcome.Contradicted)]
    public void More_than_half_must_reopen_over_the_whole_interval(int reopened, Outcome expected)
    {
        var finding = Report(100, [.. Enumerable.Range(1, reopened).Select(i => (long)i)]);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(reopened / 100.0, finding.Measured);
        Assert.Equal(reopened == 60 ? 0.5020 : 0.4920, finding.Interval!.Value.Low, 4);
        Assert.StartsWith(
            $"Of 8000 intervals 100 collapse within 3000 updates and {reopened} of these reopen later",
            finding.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_durations_are_drawn_as_shares_of_those_that_reopen()
    {
        var finding = Report(5, 2, 4, 100, 800);
        Assert.EndsWith("do so within 100 updates.", finding.Reason, StringComparison.Ordinal);
        var line = (Line)finding.Figure.Panels[0].Traces[0];
        Assert.Equal([2, 4, 100, 800], line.X);
        Assert.Equal([0.25, 0.5, 0.75, 1], line.Y);
    }

    [Fact]
    public void Intervals_in_lockstep_do_what_each_does_alone()
    {
        var starts = new Basin(Setting.Game(), Setting.FirstOrder, 40, 400, Seed: 3);
        var lives = IntervalLife.Follow(starts, CancellationToken.None).ToList();
        for (var i = 0; i < lives.Count; i++)
        {
            // Widths after each update, by number from 0.
            var run = Simulation.Run(starts.Game, starts.Rule, starts.StartOf(i / 2), starts.Steps);
            var left = 2 + (i % 2 * 2);
            var widths = run.Points.Skip(1).Select(p => p.State[left + 1] - p.State[left]).ToList();
            var opened = widths.FindIndex(w => w > TwoGaussians.CollapsedWidth);
            var collapsed = opened < 0 ? -1 : widths.FindIndex(opened, w => w <= TwoGaussians.CollapsedWidth);
            var reopened = collapsed < 0 ? -1 : widths.FindIndex(collapsed, w => w > 1e-3);
            Assert.Equal(new IntervalLife(collapsed, reopened), lives[i]);
        }

        // Both ends are seen often enough for the comparison to say something.
        Assert.InRange(lives.Count(life => life.CollapsedAt >= 0), 10, 79);
        Assert.InRange(lives.Count(life => life.ReopenedAt >= 0), 5, 70);
    }

    private static Finding Report(long collapsed, params long[] durations) =>
        new CollapseReopens().Report(new(collapsed, durations), Quick);
}
