using Saddle.Papers.Mescheder2018;
using Measurements = Saddle.Papers.Mescheder2018.NonSaturatingSlow.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>The non-saturating loss: which spectrum, which exponent and which cycle count.</summary>
public sealed class NonSaturatingSlowTests
{
    private static readonly NonSaturatingSlow Claim = new();

    // sqrt(2 h) is 0.1414 at the rate 0.01. A figure's times are an eighth of a decade apart, from ten updates on.
    private static readonly Measurements Slow = new(
        1,
        [.. Enumerable.Range(0, 16).Select(i => -0.5 + (0.001 * (i - 7.5)))],
        [[.. Enumerable.Range(0, 33).Select(i => 1.0 / (1 + i))]],
        (0.13, 0.15));

    [Fact]
    public void An_exponent_of_minus_one_half_and_a_cycle_hold()
    {
        var finding = Reports.Holds(Claim, Slow);
        Assert.Equal(-0.5, finding.Measured, 12);
        Assert.Equal(16, finding.Seeds);
        Assert.InRange(finding.Interval!.Value.Low, -0.5075, -0.5);
        Assert.InRange(finding.Interval.Value.High, -0.5, -0.4925);
        finding.Says("radius 0.1300 to 0.1500, sqrt(2h) = 0.1414");
        Assert.Equal(33, finding.Values("runs").Count);

        // sqrt(8/(h t)) at ten updates of 0.1 is sqrt 8.
        Assert.Equal(Math.Sqrt(8), finding.Values("sqrt(8/(h t))")[0]!.Value, 9);
    }

    [Theory]
    [InlineData(0.049, Outcome.Holds)]
    [InlineData(0.051, Outcome.Contradicted)]
    [InlineData(-0.051, Outcome.Contradicted)]
    public void The_median_exponent_may_be_off_by_a_twentieth(double off, Outcome outcome)
    {
        var exponents = Slow.Exponents.Select(e => e + off);
        Assert.Equal(outcome, Reports.Of(Claim, Slow with { Exponents = [.. exponents] }).Outcome);
    }

    [Theory]
    [InlineData(1 + 2e-9)]
    [InlineData(1 - 2e-9)]
    public void A_spectrum_that_says_something_contradicts(double radius) =>
        Reports.Contradicts(Claim, Slow with { Radius = radius });

    [Theory]
    [InlineData(0.1273, 0.1555, Outcome.Holds)]
    [InlineData(0.1272, 0.14, Outcome.Contradicted)]
    [InlineData(0.14, 0.1556, Outcome.Contradicted)]
    public void The_cycles_radius_may_be_off_by_a_tenth(double low, double high, Outcome outcome) =>
        Assert.Equal(outcome, Reports.Of(Claim, Slow with { Cycle = (low, high) }).Outcome);

    [Fact]
    public void The_exponent_is_that_of_the_last_decade()
    {
        // Another power before it does not count.
        var path = Enumerable.Range(1, 1000).Select(i => ((long)i, 3 * Math.Pow(i, i < 100 ? -2 : -0.7))).ToList();
        Assert.Equal(-0.7, NonSaturatingSlow.Exponent(path, 1000), 9);
    }
}
