using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the order of moves is judged by cells of both orders, on hand-made cells.</summary>
public sealed class OrderDecidesTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(100, 10, 0, Outcome.Holds)]
    [InlineData(100, 9, 0, Outcome.Contradicted)]
    [InlineData(100, 10, 1, Outcome.Contradicted)]
    public void A_tenth_must_be_misjudged_and_none_of_it_converge(
        int converging,
        int unstable,
        int wrongly,
        Outcome expected)
    {
        var finding = Report(
            i => new(0.9, i < converging),
            i => new(i < unstable ? 1.01 : 0.99, i < wrongly));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(unstable, finding.Measured);
        Assert.Contains($"converge in {wrongly} of them", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_converges_under_alternating_updates_is_misjudged()
    {
        // By the spectra every cell is stable under the one order and unstable under the other.
        var finding = Report(i => new(0.9, i is >= 50 and < 70), i => new(1.1, i is >= 60 and < 90));
        Assert.Equal(20, finding.Measured);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Contains("By the spectra alone 3600 cells", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(["10", "10", "3560", "20"], finding.Table!.Rows.Select(row => row[1]), StringComparer.Ordinal);
        var map = Assert.IsType<HeatMap>(finding.Figure.Panels[0].Traces[0]);
        Assert.Equal([2, 1, 1], map.Z[0].Skip(49).Take(3));
        Assert.Equal([0, 3], [map.Z[1][9], map.Z[1][10]]);
    }

    private static Finding Report(
        Func<int,
        OrderDecides.Cell> alternating,
        Func<int,
        OrderDecides.Cell> simultaneous) =>
        new OrderDecides().Report(
            new(
                [.. Enumerable.Range(0, 3600).Select(alternating)],
                [.. Enumerable.Range(0, 3600).Select(simultaneous)]),
            Quick);
}
