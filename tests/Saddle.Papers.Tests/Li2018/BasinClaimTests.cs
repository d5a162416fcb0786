using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>The claims on shares of random starts, judged on hand-made shares.</summary>
public sealed class BasinClaimTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    /// <summary>The upper end of Wilson's interval is 0.4980 for 40 in 100, and 0.5080 for 41.</summary>
    [Theory]
    [InlineData(40, Outcome.Holds)]
    [InlineData(41, Outcome.Contradicted)]
    public void First_order_dynamics_fail_where_the_whole_interval_is_below_one_half(int successes, Outcome expected)
    {
        var finding = new FirstOrderFails().Report(
            new([new(successes, 100), new(90, 100), new(10, 100)], Map(20, failedRow: -1, failedColumn: -1), 0),
            Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(successes / 100.0, finding.Measured);
        Assert.Equal("total variation distance at most 0.1", finding.Table!.Rows[1][0]);
        Assert.Equal("0.900 (0.826 to 0.945)", finding.Table!.Rows[1][1]);
    }

    [Fact]
    public void The_optimal_discriminator_may_fail_on_the_diagonal_alone()
    {
        Assert.Equal(Outcome.Holds, Optimal(new(100, 100), Map(40, failedRow: 7, failedColumn: 7)).Outcome);
        var off = Optimal(new(100, 100), Map(40, failedRow: 7, failedColumn: 8));
        Assert.Equal(Outcome.Contradicted, off.Outcome);
        Assert.Contains("On the map 1 cells off the diagonal fail.", off.Reason, StringComparison.Ordinal);

        // The first mean runs along a row, over the square from -1 to 1.
        var map = Assert.IsType<HeatMap>(off.Figure.Panels[0].Traces[0]);
        Assert.Equal(0, map.Z[7][8]);
        Assert.Equal(-1 + (2 * 8.5 / 40), map.X[8], 12);
    }

    [Fact]
    public void The_optimal_discriminator_may_not_fail_from_one_random_start()
    {
        var finding = Optimal(new(99, 100), Map(40, failedRow: -1, failedColumn: -1));
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Equal(0.99, finding.Measured);
        Assert.StartsWith("99 of 100 random starts end", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("at the end is 0.0123.", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-6, Outcome.Holds)]
    [InlineData(1.01e-6, Outcome.Contradicted)]
    [InlineData(double.NaN, Outcome.Contradicted)]
    public void First_moves_must_be_what_the_slopes_say(double off, Outcome expected)
    {
        var none = Map(20, failedRow: -1, failedColumn: -1);
        Assert.Equal(expected, new OptimalConverges().Report(new(new(9, 9), 0, none, off), Quick).Outcome);
        Proportion few = new(1, 100);
        Assert.Equal(expected, new FirstOrderFails().Report(new([few, few, few], none, off), Quick).Outcome);
    }

    private static Finding Optimal(Proportion success, IReadOnlyList<IReadOnlyList<Proportion>> map) =>
        new OptimalConverges().Report(new(success, 0.01234, map, 0), Quick);

    private static IReadOnlyList<IReadOnlyList<Proportion>> Map(int side, int failedRow, int failedColumn) =>
    [
        .. Enumerable.Range(0, side).Select(row => (IReadOnlyList<Proportion>)
        [
            .. Enumerable.Range(0, side)
                .Select(column => new Proportion(row == failedRow && column == failedColumn ? 0 : 1, 1)),
        ]),
    ];
}
