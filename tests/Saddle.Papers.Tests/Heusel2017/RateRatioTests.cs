using Saddle.Papers.Heusel2017;
using Cell = Saddle.Papers.Heusel2017.RateRatio.Cell;

namespace Saddle.Papers.Tests;

/// <summary>
/// The spectrum's verdict on a pair of rates beside what training did: which runs count, and how many must agree.
/// </summary>
public sealed class RateRatioTests
{
    private static readonly RateRatio Claim = new();
    private static readonly double[] Rates = [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

    // Four seeds; the two largest rates of the generator leave, as predicted.
    private static readonly Cell[] Agreeing =
    [
        .. Enumerable.Range(0, 4).SelectMany(_ =>
            Rates.Select(eta => new Cell(eta, eta > 0.5 ? 1.2 : 0.9, eta > 0.5))),
    ];

    [Fact]
    public void Verdicts_that_all_agree_hold()
    {
        var finding = Reports.Holds(Claim, new(Agreeing));
        Assert.Equal(1, finding.Measured);
        Assert.Equal(4, finding.Seeds);

        // Wilson's lower end of 32 of 32.
        Assert.Equal(32 / (32 + 3.8414588), finding.Interval!.Value.Low, 6);
        finding.Says("8 of 32 are predicted to leave and 8 leave");
        finding.Says("At a ratio of 8, 0 of 4 leave; at 0.0625, 4.");
        Assert.Equal(["0.125", "1.2000 to 1.2000", "4 of 4", "4 of 4"], finding.Table!.Rows[6]);
        Assert.Equal(24, finding.Values("stays").Count);
        Assert.Equal(8, finding.Values("leaves").Count);
    }

    [Theory]
    [InlineData(3, Outcome.Holds)] // 29 of 32
    [InlineData(4, Outcome.Contradicted)] // 28 of 32
    public void Nine_of_ten_must_agree(int wrong, Outcome outcome)
    {
        var cells = Agreeing.Select((c, i) => i < wrong ? c with { Leaves = !c.Leaves } : c).ToList();
        var finding = Reports.Of(Claim, new(cells));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal((32 - wrong) / 32.0, finding.Measured, 12);
    }

    [Fact]
    public void A_radius_that_says_neither_does_not_count()
    {
        // Wrong verdicts within a thousandth of 1 are left out; a little farther away they are not.
        Cell[] Near(double radius) => [.. Agreeing.Select((c, i) => i < 8 ? new Cell(c.EtaG, radius, radius < 1) : c)];
        var neutral = Reports.Holds(Claim, new(Near(1.0009)));
        Assert.Equal(1, neutral.Measured);
        neutral.Says("of 24 runs");
        Reports.Holds(Claim, new(Near(0.9991)));
        Assert.Equal(0.75, Reports.Contradicts(Claim, new(Near(1.0011))).Measured);
        Assert.Equal(0.75, Reports.Contradicts(Claim, new(Near(0.9989))).Measured);
    }
}
