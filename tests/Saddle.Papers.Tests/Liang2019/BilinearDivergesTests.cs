using Saddle.Papers.Liang2019;
using Growth = Saddle.Papers.Liang2019.BilinearDiverges.Growth;

namespace Saddle.Papers.Tests;

/// <summary>Simultaneous descent on bilinear games: what counts as the predicted growth.</summary>
public sealed class BilinearDivergesTests
{
    private static readonly BilinearDiverges Claim = new();

    private static readonly Growth[] Predicted =
    [
        .. new[] { 0.1, 0.3, 1, 3 }.SelectMany(s => new[] { 0.01, 0.03, 0.1, 0.3, 1 }.Select(eta =>
            new Growth(eta, s, Math.Log(Math.Sqrt(1 + (eta * eta * s * s)))))),
    ];

    private static readonly double Whole = Math.Log(Math.Sqrt(1.25));

    [Fact]
    public void Growth_by_the_square_root_holds()
    {
        var finding = Reports.Holds(Claim, new(Predicted, Whole));
        Assert.InRange(finding.Measured, 0, 1e-9);
        finding.Says("each of 20 pairs");
        Assert.Equal(["1", "3", "1.1512925", "1.1512925"], finding.Table!.Rows[^1]);
        Assert.All(finding.Values("predicted, s = 0.3").Zip(Predicted[5..10]), pair =>
            Assert.Equal(pair.Second.Rate, pair.First!.Value, 12));
        Assert.Equal(finding.Values("measured, s = 3"), [.. Predicted[15..].Select(g => (double?)g.Rate)]);
    }

    [Fact]
    public void One_rate_that_is_off_by_two_billionths_contradicts()
    {
        var off = Predicted[7] with { Rate = Predicted[7].Rate * (1 + 2e-9) };
        Assert.Equal(2e-9, Reports.Contradicts(Claim, new(Predicted.With(7, off), Whole)).Measured, 12);
    }

    [Theory]
    [InlineData(1.009, Outcome.Holds)]
    [InlineData(0.991, Outcome.Holds)]
    [InlineData(1.011, Outcome.Contradicted)]
    [InlineData(0.989, Outcome.Contradicted)]
    public void Several_values_grow_at_the_rate_of_the_largest_to_one_percent(double factor, Outcome outcome) =>
        Assert.Equal(outcome, Reports.Of(Claim, new(Predicted, Whole * factor)).Outcome);
}
