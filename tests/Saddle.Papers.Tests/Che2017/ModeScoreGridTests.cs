using Saddle.Figures;
using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The claim on MODE scores over a grid of settings.</summary>
public sealed class ModeScoreGridTests
{
    private const int Settings = 24;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // Of 24 settings a third more in each, in none, in half of them a third more and in half a third less.
    [Theory]
    [InlineData(1, 1, Outcome.Holds)]
    [InlineData(1, -1, Outcome.Undecided)]
    [InlineData(-1, -1, Outcome.Contradicted)]
    public void The_mean_log_ratio_over_the_settings_decides(int even, int odd, Outcome expected)
    {
        double[] plain = [.. Enumerable.Repeat(2.0, Settings)];
        var finding = Report(plain, [.. plain.Select((p, i) => p * Math.Pow(4 / 3.0, i % 2 == 0 ? even : odd))]);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Pow(4 / 3.0, -(even + odd) / 2.0), finding.Measured, 12);
        Assert.InRange(finding.Measured, finding.Interval!.Value.Low - 1e-12, finding.Interval.Value.High + 1e-12);
        Assert.Contains("over 24 settings is 2.00 without the regulariser and", finding.Reason);
        Assert.Equal(Settings, finding.Seeds);
    }

    [Fact]
    public void Scores_are_counted_in_bins_of_1_and_listed_by_their_setting()
    {
        double[] plain = [1, 1.99, 2, 9.99, 10, 0.5, .. Enumerable.Repeat(3.0, 18)];
        var finding = Report(plain, plain);
        var bars = Assert.IsType<Bars>(finding.Figure.Panels[0].Traces[0]);
        Assert.Equal<double?>([3, 1, 18, 0, 0, 0, 0, 0, 2], bars.Y);
        Assert.Equal(Settings, finding.Table!.Rows.Count);
        Assert.Equal(["2 layers, 128/64, adam, 0.01", "1.00", "1.00"], finding.Table.Rows[0]);
        Assert.Equal(["3 layers, 256/128, alternating, 0.0001", "3.00", "3.00"], finding.Table.Rows[^1]);
    }

    private static Finding Report(double[] plain, double[] regularised) =>
        new ModeScoreGrid().Report(new(plain, regularised, 9.75), Quick);
}
