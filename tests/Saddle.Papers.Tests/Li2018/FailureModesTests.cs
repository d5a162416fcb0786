using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether each failure is told by its criterion, and the claim needs an example of all four.</summary>
public sealed class FailureModesTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(0.34, 0, 1, 50, true)]
    [InlineData(0.36, 0, 1, 50, false)]
    [InlineData(0.34, 5.1, 1, 50, false)]
    [InlineData(0.34, 0, 0, 50, false)]
    [InlineData(0.34, 0, 1, 49, true)]
    [InlineData(0.34, 0, 1, 51, false)]
    public void Means_have_merged(double second, double early, double width, int from, bool expected)
    {
        var run = Runs.From(step => step < from - 1 ? [early, 1, 0, width, 0, 0]
            : step < from ? [-1, 1, 0, width, 0, 0]
            : [0.3, second, 0, width, 0, 0]);
        Assert.Equal(expected, FailureSigns.HasMergedMeans(run));
    }

    [Theory]
    [InlineData(0.3, 0.0009, 0.11, true)]
    [InlineData(0.3, 0.0011, 0.11, false)]
    [InlineData(0.3, 0.0009, 0.09, false)]
    [InlineData(-0.4, 0.0009, 0.11, false)]
    public void The_gradient_has_vanished(double mean, double move, double width, bool expected)
    {
        // What is before the last tenth does not count.
        var run = Runs.From(step => [mean, step < 90 ? 2 : 0.5 + (move * (step - 90) / 10), 0, width, 0, 0]);
        Assert.Equal(expected, FailureSigns.HasStoppedOpen(Setting.Game(), run));
    }

    [Theory]
    [InlineData(0.16, 8, true)]
    [InlineData(0.14, 8, false)]
    [InlineData(0.16, 10, false)]
    public void A_mean_swings_on(double amplitude, int half, bool expected)
    {
        // Every 8 updates it crosses 6 times over the last half, every 10 updates 5 times.
        var swing = Runs.From(step => [0, amplitude * (step / half % 2 == 0 ? 1 : -1), 0, 1, 0, 0]);
        Assert.Equal(expected, FailureSigns.Oscillates(swing));
        var other = Runs.From(step => [swing.Points[step].State[1], 0, 0, 1, 0, 0]);
        Assert.Equal(expected, FailureSigns.Oscillates(other));
    }

    [Theory]
    [InlineData(0.3, 0, true)]
    [InlineData(0.3, 0.01, false)]
    [InlineData(-0.4, 0, false)]
    public void The_discriminator_has_collapsed(double mean, double width, bool expected) => Assert.Equal(
        expected,
        FailureSigns.HasCollapsed(Setting.Game(), Runs.From(_ => [mean, 0.5, 0, width, 1, 1])));

    [Fact]
    public void An_example_of_each_holds()
    {
        var run = Runs.From(step => [0.25, step, -2, -1, 1, 2]);
        var finding = Report(new(3, run), new(4, run), new(5, run), new(6, run));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(4, finding.Measured);
        Assert.Contains(
            "mode collapse in 3 of 2000 runs; vanishing gradient in 4 of",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal(8, finding.Figure.Panels.Count);
        Assert.Equal("0.25, 0, -2, -1, 1, 2", finding.Table!.Rows[3][^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_that_is_missing_contradicts(int missing)
    {
        var run = Runs.From(_ => [0, 0, 0, 0, 0, 0]);
        var finding = Report([.. Enumerable.Range(0, 4)
            .Select(i => i == missing ? new FailureModes.Shown(0, null) : new(1, run))]);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Equal(3, finding.Measured);
        Assert.Equal("none found", finding.Table!.Rows[missing][^1]);
    }

    private static Finding Report(params FailureModes.Shown[] modes) => new FailureModes().Report(new(modes), Quick);
}
