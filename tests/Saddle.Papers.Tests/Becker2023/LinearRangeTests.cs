using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the linear model's times are held against the measured ones, on hand-made times.</summary>
public sealed class LinearRangeTests
{
    private const int Nearest = 0;
    private const int Half = 5;
    private const int Two = 11;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(Nearest, 101.9, Outcome.Holds)]
    [InlineData(Nearest, 102.1, Outcome.Contradicted)]
    [InlineData(Nearest, 97.9, Outcome.Contradicted)]
    [InlineData(Nearest, double.PositiveInfinity, Outcome.Contradicted)]
    public void Every_regime_must_be_exact_near(int at, double linear, Outcome expected)
    {
        for (var regime = 0; regime < 4; regime++)
        {
            var times = Times();
            times[regime][at] = new(100, linear, 100);
            Assert.Equal(expected, Report(times).Outcome);
        }
    }

    // Errors of 2, 2 and two that are given: the median is halfway between 2 and the greater of these two.
    [Theory]
    [InlineData(0.4, 0.4, Outcome.Holds)]
    [InlineData(-0.9, -0.9, Outcome.Holds)]
    public void Two_regimes_may_be_right_from_two_bandwidths(double one, double other, Outcome expected) =>
        Assert.Equal(expected, Report(WithErrors(2, 2, one, other)).Outcome);

    [Theory]
    [InlineData(0.4, 0.61, Outcome.Holds)]
    [InlineData(0.4, 0.59, Outcome.Contradicted)]
    [InlineData(-0.4, -0.61, Outcome.Holds)]
    public void The_median_over_the_regimes_must_be_grossly_off(double second, double third, Outcome expected)
    {
        var finding = Report(WithErrors(0.1, second, third, 2));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal((Math.Abs(second) + Math.Abs(third)) / 2, finding.Measured, 12);
    }

    [Fact]
    public void The_report_has_the_errors_of_both_models()
    {
        var times = Times();
        times[3][Half] = new(200, 150, 210);
        times[3][Two] = new(100, 160, double.PositiveInfinity);
        var finding = Report(times);
        Assert.Equal(2, finding.Measured, 12);
        Assert.EndsWith("; 25.0 % and 60.0 % where large steps.", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(
            ["large steps", "0.5", "200", "150", "210"],
            finding.Table!.Rows[(3 * 14) + Half].Take(5),
            StringComparer.Ordinal);
        var (linear, quadratic) = ((Line)finding.Figure.Panels[0].Traces[3], (Line)finding.Figure.Panels[1].Traces[3]);
        Assert.Equal(0.25, linear.Y[Half]!.Value, 12);
        Assert.Equal(0.05, quadratic.Y[Half]!.Value, 12);
        Assert.Null(quadratic.Y[Two]);
        Assert.Equal(1e-4, linear.Y[Nearest]);
    }

    [Fact]
    public void From_near_the_linear_model_is_the_simulation()
    {
        var times = new LinearRange().Measure(Quick).Regimes;
        Assert.All(times, regime => Assert.InRange(regime[Nearest].LinearError, 0, 0.02));

        // Overdamped, a = 0.1 and b = 0.001: both roots of s^2 - (2-a-b) s + (1-a) start with 1 and then 1-b, and the
        // slow one is left.
        var root = Math.Sqrt((1.899 * 1.899) - 3.6);
        var (slow, fast) = ((1.899 + root) / 2, (1.899 - root) / 2);
        var time = Math.Log(0.1 * (slow - fast) / (0.999 - fast)) / Math.Log(slow);
        Assert.InRange(times[0][Nearest].Linear - time, 0, 1);
    }

    private static LinearRange.Times[][] WithErrors(params double[] errors)
    {
        var times = Times();
        for (var regime = 0; regime < 4; regime++)
        {
            times[regime][Two] = new(100, 100 * (1 + errors[regime]), 100);
        }

        return times;
    }

    private static LinearRange.Times[][] Times() =>
    [
        .. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 14)
            .Select(i => new LinearRange.Times(100, i == Two ? 300 : 100, 100)).ToArray()),
    ];

    private static Finding Report(LinearRange.Times[][] times) => new LinearRange().Report(new(times), Quick);
}
