using System.Globalization;
using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the spread is held against the model, its law and its slope, on hand-made spreads.</summary>
public sealed class SilentCaseTests
{
    private const int Updates = 40_000;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(1 + 0.9e-9, 1, Outcome.Holds)]
    [InlineData(1 + 1.1e-9, 1, Outcome.Contradicted)]
    [InlineData(1 - 1.1e-9, 1, Outcome.Contradicted)]
    [InlineData(1, 1.049, Outcome.Holds)]
    [InlineData(1, 1.051, Outcome.Contradicted)]
    [InlineData(1, 0.949, Outcome.Contradicted)]
    [InlineData(1, double.NaN, Outcome.Contradicted)]
    public void The_radius_is_one_and_the_model_a_twentieth_off_at_most(double radius, double model, Outcome expected)
    {
        var spread = Law(2);
        var finding = Report(Case(5, Law(5)), new(2, radius, spread, [.. spread.Select(v => v * model)]));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Abs(model - 1), finding.Measured, 1e-9);
        Assert.Equal(radius.ToString("F9", CultureInfo.InvariantCulture), finding.Table!.Rows[1][1]);
    }

    [Theory]
    [InlineData(0.953, Outcome.Holds)]
    [InlineData(0.951, Outcome.Contradicted)]
    [InlineData(1.052, Outcome.Holds)]
    [InlineData(1.054, Outcome.Contradicted)]
    public void The_spread_is_within_a_twentieth_of_the_law(double factor, Outcome expected) => Assert.Equal(
        expected,
        Report(Case(2, [Law(2)[0], .. Law(2).Skip(1).Select(v => v * factor)])).Outcome);

    /// <summary>The law itself has the slope -0.9884; a power is added over the last tenth.</summary>
    [Theory]
    [InlineData(0.03, Outcome.Holds)]
    [InlineData(-0.03, Outcome.Holds)]
    [InlineData(0.06, Outcome.Contradicted)]
    [InlineData(-0.07, Outcome.Contradicted)]
    public void The_slope_is_within_a_twentieth_of_minus_one(double power, Outcome expected)
    {
        double[] spread = [.. Law(10).Select((v, i) => i > 360 ? v * Math.Pow(i / 360.0, power) : v)];
        var finding = Report(Case(10, spread));
        Assert.Equal(expected, finding.Outcome);
        var slope = double.Parse(finding.Table!.Rows[0][^1], CultureInfo.InvariantCulture);
        Assert.Equal(-0.9884 + power, slope, 1e-3);
    }

    [Fact]
    public void The_start_is_not_drawn()
    {
        var line = (Line)Report(Case(2, Law(2))).Figure.Panels[0].Traces[1];
        Assert.Equal("2 points: second moments", line.Name);
        Assert.Equal(100, line.X[0]);
        Assert.Equal(Updates, line.X[^1]);
        Assert.Equal(Law(2)[1], line.Y[0]);
    }

    /// <summary>1 / V = 1 / V0 + 3 eta_g q t / lambda, at the start and then every 100 updates.</summary>
    private static double[] Law(int count) =>
        [.. Enumerable.Range(0, 401).Select(i => 1 / ((1 / 0.01) + (3 * 0.15 / count / 0.2 * 100 * i)))];

    private static SilentCase.Case Case(int count, double[] spread) => new(count, 1, spread, spread);

    private static Finding Report(params SilentCase.Case[] cases) => new SilentCase().Report(new(cases), Quick);
}
