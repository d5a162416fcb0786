using Saddle.Papers.Liang2019;
using Band = Saddle.Papers.Liang2019.AlternatingNeutral.Band;

namespace Saddle.Papers.Tests;

/// <summary>Alternating descent on bilinear games: what counts as going round.</summary>
public sealed class AlternatingNeutralTests
{
    private static readonly AlternatingNeutral Claim = new();

    // At each rate the widest band that the conserved form allows; beyond 2 every run leaves.
    private static readonly Band[] Neutral =
    [
        .. new[] { 0.1, 0.5, 1, 1.5, 1.9 }.Select(h => new Band(h, 1, 1 / Widest(h), Widest(h), 1)),
        new(2.1, 1.37, 1, 1e30, 1e29),
    ];

    [Fact]
    public void Bands_as_wide_as_the_conserved_form_allows_are_neutral()
    {
        var finding = Reports.Holds(Claim, new(Neutral));
        Assert.Equal(0, finding.Measured);
        finding.Says("stays between the bounds");
        finding.Says("with radius 1.37.");
        Assert.Equal(["1", "1", "0.5774", "1.732", "1.732"], finding.Table!.Rows[2]);
        Assert.Equal("-", finding.Table.Rows[^1][^1]);
    }

    [Fact]
    public void A_radius_may_be_off_by_a_billionth_and_no_more()
    {
        var near = Reports.Holds(Claim, new(Neutral.With(3, Neutral[3] with { Radius = 1 + 9e-10 })));
        Assert.Equal(9e-10, near.Measured, 12);
        var off = Reports.Contradicts(Claim, new(Neutral.With(0, Neutral[0] with { Radius = 1 - 2e-9 })));
        Assert.Equal(2e-9, off.Measured, 12);
    }

    [Fact]
    public void A_run_beyond_the_bounds_contradicts()
    {
        var beyond = Neutral[1] with { High = Widest(0.5) * (1 + 2e-9) };
        var high = Reports.Contradicts(Claim, new(Neutral.With(1, beyond)));
        high.Says("NOT between");
        Reports.Contradicts(Claim, new(Neutral.With(4, Neutral[4] with { Low = (1 - 2e-9) / Widest(1.9) })));
    }

    [Fact]
    public void A_run_that_stays_beyond_a_rate_of_two_contradicts() =>
        Reports.Contradicts(Claim, new(Neutral.With(5, Neutral[5] with { LeastHigh = 1000 })));

    private static double Widest(double h) => Math.Sqrt((2 + h) / (2 - h));
}
