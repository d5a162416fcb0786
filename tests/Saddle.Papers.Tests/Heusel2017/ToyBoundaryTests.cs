using Saddle.Papers.Heusel2017;

namespace Saddle.Papers.Tests;

/// <summary>The boundary of stability: which shares of the norm count as cured and as left.</summary>
public sealed class ToyBoundaryTests
{
    private static readonly ToyBoundary Claim = new();

    [Fact]
    public void Smaller_rates_of_x_that_cure_and_others_of_y_that_do_not_hold()
    {
        var finding = Reports.Holds(Claim, Norms([0.9, 0.1, 0.2, 0.05, 0.1, 0.27, 0.1, 0.9, 0.81, 0.99]));
        Assert.Equal(0.3, finding.Measured, 12);
        Assert.Equal(7, finding.Seeds);
        finding.Says("at most 0.30 of the norm is left");
        finding.Says("at least 0.90 of it");
        Assert.Equal(["(0.008, 0.01)", "-0.6, 0.98", "0.1", "0.111", "4.00"], finding.Table!.Rows[1]);
        Assert.Equal(["(0.01, 0.05)", "-1, 0.9", "0.99", "1.100", "4.00"], finding.Table.Rows[^1]);
        Assert.Equal(10, finding.Values("median over seeds").Count);
    }

    [Theory]
    [InlineData(1, 0.3)] // a third is left with a smaller rate of x alone
    [InlineData(6, 0.31)] // or of both
    [InlineData(7, 0.29)] // another rate of y alone cures
    [InlineData(9, 0.1)]
    public void A_rate_that_does_otherwise_contradicts(int pair, double norm)
    {
        double[] norms = [0.9, 0.1, 0.2, 0.05, 0.1, 0.27, 0.1, 0.9, 0.81, 0.99];
        norms[pair] = norm;
        Reports.Contradicts(Claim, Norms(norms));
    }

    [Theory]
    [InlineData(5, Outcome.Holds)]
    [InlineData(5.01, Outcome.Contradicted)]
    public void No_run_at_equal_rates_comes_farther_than_five(double largest, Outcome outcome)
    {
        var measured = Norms([0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9]);
        var first = measured.Late[0].With(2, measured.Late[0][2] with { Largest = largest });
        Assert.Equal(outcome, Reports.Of(Claim, new(measured.Late.With(0, first))).Outcome);

        // Elsewhere they may.
        var other = measured.Late[8].With(2, measured.Late[8][2] with { Largest = 100 });
        Reports.Holds(Claim, new(measured.Late.With(8, other)));
    }

    private static ToyBoundary.Measurements Norms(double[] medians) =>
        new([.. medians.Select(norm => LateRuns.Around(norm, largest: 4))]);
}
