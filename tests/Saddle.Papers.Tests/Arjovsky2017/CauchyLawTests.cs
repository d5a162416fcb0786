using MathNet.Numerics.Distributions;
using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>
/// The claim that the -log D gradient is a Cauchy variable: its condition, and the draws it is measured on.
/// </summary>
public sealed class CauchyLawTests
{
    private const int Draws = 40_000;

    private static readonly double[] Places = [.. Enumerable.Range(1, 19).Select(i => 0.05 * i)];

    [Fact]
    public void Draws_of_the_predicted_law_meet_the_condition_and_are_reported_as_they_are()
    {
        var finding = Report(Look(1, 1, Places, 1.02), Look(1, 0.01, Places, 0.97));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(1.02, finding.Measured);
        Assert.Equal((0.9, 1.1), finding.Interval);
        Assert.Equal(Draws, finding.Seeds);
        Assert.Contains("off by at most 0.00 standard errors; the tail indices are 1.020, 0.970.", finding.Reason);
        Assert.Contains(("noise of slope and of value", "1, 1; 1, 0.01"), finding.Settings);
        Assert.Equal(["predicted", "1, 1", "1, 0.01"], finding.Figure.Panels[0].Names());
    }

    // The standard error of a share of a half is sqrt(0.25 / 40,000) = 0.0025; 3.327 of them are 0.00832.
    [Theory]
    [InlineData(0.00831, Outcome.Holds)]
    [InlineData(-0.00831, Outcome.Holds)]
    [InlineData(0.00833, Outcome.Contradicted)]
    [InlineData(-0.00833, Outcome.Contradicted)]
    public void A_share_off_its_quantile_by_more_than_the_interval_of_all_contradicts(double off, Outcome expected)
    {
        double[] shares = [.. Places];
        shares[9] += off;
        Assert.Equal(expected, Report(Look(1, 1, Places, 1), Look(0.01, 1, shares, 1)).Outcome);
    }

    // 400 draws are in the tail: an index i is 1 within 2.394 i / 20 from 0.8931 to 1.1360.
    [Theory]
    [InlineData(0.892, Outcome.Contradicted)]
    [InlineData(0.894, Outcome.Holds)]
    [InlineData(1.135, Outcome.Holds)]
    [InlineData(1.137, Outcome.Contradicted)]
    public void A_tail_index_too_far_from_1_contradicts(double index, Outcome expected) =>
        Assert.Equal(expected, Report(Look(1, 1, Places, 1), Look(1, 0.01, Places, index)).Outcome);

    // The quartiles of a Cauchy law are its scale from its centre; a share has a standard error of 0.0014 here.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.5)]
    public void A_quarter_of_the_draws_lies_beyond_the_predicted_scale_on_either_side(double slope, double value)
    {
        var (values, scale) = CauchyLaw.Draw(100_000, slope, value, HandMade.Quick, 0);
        Assert.Equal(0.25, values.Count(v => v > scale) / 1e5, 0.006);
        Assert.Equal(0.25, values.Count(v => v < -scale) / 1e5, 0.006);
    }

    // Both in units of the Cauchy law's scale, which is where a normal one has its deviation.
    [Fact]
    public void A_normal_law_in_its_place_is_told()
    {
        double[] shares = [.. Places.Select(p => Normal.CDF(0, 1, Math.Tan(Math.PI * (p - 0.5))))];
        Assert.Equal(Outcome.Contradicted, Report(Look(1, 1, shares, 1)).Outcome);
    }

    private static CauchyLaw.Look Look(double slope, double value, double[] shares, double index) =>
        new(slope, value, shares, index, (0.9, 1.1));

    private static Finding Report(params CauchyLaw.Look[] looks) =>
        new CauchyLaw().Report(new(Draws, looks), HandMade.Quick);
}
