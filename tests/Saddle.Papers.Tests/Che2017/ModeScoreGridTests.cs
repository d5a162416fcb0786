using Saddle.Figures;
using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The claim on MODE scores over a grid of settings.</summary>
public sealed class ModeScoreGridTests
{
    private const int Settings = 24;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // A win is by 1 and anything else a draw, which is none: 15 of 24 is 0.625, 14 of them 0.583.
    [Theory]
    [InlineData(15, Outcome.Holds)]
    [InlineData(14, Outcome.Contradicted)]
    public void The_regularised_run_wins_in_three_of_five_settings(int wins, Outcome expected)
    {
        double[] plain = [.. Enumerable.Repeat(2.5, Settings)];
        var finding = Report(plain, [.. plain.Select((p, i) => i < wins ? p + 1 : p)]);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(wins / 24.0, finding.Measured, 15);
        Assert.InRange(finding.Measured, finding.Interval!.Value.Low, finding.Interval.Value.High);
        Assert.Contains(
            "over 24 settings is 2.50 without the regulariser and 3.50 with it (real digits: 9.75)",
            finding.Reason);
        Assert.Equal(Settings, finding.Seeds);
    }

    [Fact]
    public void A_median_that_is_not_higher_contradicts_however_many_settings_are_won()
    {
        // Won by little where both score low, and lost by much in the middle.
        double[] plain = [.. Enumerable.Repeat(1.0, 11), 5, 5, .. Enumerable.Repeat(6.0, 11)];
        double[] regularised = [.. Enumerable.Repeat(1.1, 11), 4, 4, .. Enumerable.Repeat(6.1, 11)];
        var finding = Report(plain, regularised);
        Assert.Equal(22 / 24.0, finding.Measured, 15);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
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
