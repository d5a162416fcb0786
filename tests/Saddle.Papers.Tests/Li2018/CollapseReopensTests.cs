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

    // Of 100 runs with both intervals collapsed, so many reopen both and the others none: the standard error is that of
    // 100 trials, not of 200. The lower end is 0.5042 for 60, and 0.4931 for 59.
    [Theory]
    [InlineData(60, 0.5035, Outcome.Holds)]
    [InlineData(59, 0.4931, Outcome.Contradicted)]
    public void More_than_half_must_reopen_over_the_whole_interval(int reopened, double low, Outcome expected)
    {
        var finding = new CollapseReopens().Report(
            new(
                [.. Enumerable.Range(0, 100).Select(i => new CollapseReopens.Run(2, i < reopened ? 2 : 0))],
                [.. Enumerable.Range(1, 2 * reopened).Select(i => (long)i)]),
            Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(reopened / 100.0, finding.Measured);
        Assert.Equal(low, finding.Interval!.Value.Low, 4);
        Assert.StartsWith(
            $"Of 8000 intervals 200 collapse within 3000 updates and {2 * reopened} of these reopen later",
            finding.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_durations_are_drawn_as_shares_of_those_that_reopen()
    {
        var finding = new CollapseReopens().Report(new([new(2, 2), new(2, 1), new(1, 1)], [2, 4, 100, 800]), Quick);
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
}
