using System.Globalization;
using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the critical regulariser is held against the formula, on hand-made ones.</summary>
public sealed class CriticalRegularisationTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // mu = 4 and sigma = 0.5: lambda* = 8, and eta_g c N q^2 = 16 eta_d = 2 (eta_d lambda*).
    private static readonly double[] Exact = [8 - 0.08, 8 - 0.04, 8 - 0.02, 8 - 0.01];

    private static readonly CriticalRegularisation.Setup Setup = new(4, 0.5, 1);

    // Four points of mass a quarter: N q^2 = 1/4 halves lambda*, and quarters what is taken away at each step of half
    // the size.
    [Fact]
    public void With_four_points_the_formula_has_a_quarter_of_the_mass_squared()
    {
        CriticalRegularisation.Setup four = new(4, 0.5, 4);
        double[] exact = [4 - 0.04, 4 - 0.02, 4 - 0.01, 4 - 0.005];
        Assert.Equal(Outcome.Holds, Report(new CriticalRegularisation.Case(four, exact, Peak(20))).Outcome);
        Assert.Equal(Outcome.Contradicted, Report(new CriticalRegularisation.Case(four, Exact, Peak(20))).Outcome);
    }

    [Theory]
    [InlineData(0, 0.9e-3, Outcome.Holds)]
    [InlineData(0, 1.1e-3, Outcome.Contradicted)]
    [InlineData(3, -0.9e-3, Outcome.Holds)]
    [InlineData(3, -1.1e-3, Outcome.Contradicted)]
    [InlineData(2, double.NaN, Outcome.Contradicted)]
    public void Each_may_be_a_thousandth_off_at_each_step(int step, double off, Outcome expected)
    {
        var critical = Exact.ToArray();
        critical[step] *= 1 + off;
        var finding = Report(new(Setup, critical, Peak(20)), new(Setup, Exact, Peak(20)));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Abs(off), finding.Measured, 1e-9);
    }

    /// <summary>Of 41 from a quarter to four times lambda* the middle one is lambda* itself.</summary>
    [Theory]
    [InlineData(20, Outcome.Holds)]
    [InlineData(19, Outcome.Contradicted)]
    [InlineData(21, Outcome.Contradicted)]
    public void The_fastest_must_be_the_nearest(int fastest, Outcome expected)
    {
        var finding = Report(new(Setup, Exact, Peak(20)), new(Setup, Exact, Peak(fastest)));
        Assert.Equal(expected, finding.Outcome);
        Assert.Contains(
            expected == Outcome.Holds ? "; in every case the fastest" : "; not in every case the fastest",
            finding.Reason,
            StringComparison.Ordinal);
        var found = 8 * Math.Pow(16, (fastest - 20) / 40.0);
        Assert.Equal(found, double.Parse(finding.Table!.Rows[1][^1], CultureInfo.InvariantCulture), 4);
        Assert.Equal("7.99000", finding.Table!.Rows[1][^2]);
        Assert.Equal(8, finding.Figure.Panels[1].Rules[0].At, 12);
        Assert.Equal(1, Assert.IsType<Line>(finding.Figure.Panels[1].Traces[0]).Y[fastest]);
    }

    private static double[] Peak(int at) => [.. Enumerable.Range(0, 41).Select(i => 1 - (0.01 * Math.Abs(i - at)))];

    private static Finding Report(params CriticalRegularisation.Case[] cases) =>
        new CriticalRegularisation().Report(new(cases), Quick);
}
