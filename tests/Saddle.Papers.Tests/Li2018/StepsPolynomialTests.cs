using Saddle.Figures;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether growth is judged by its power, its bend and its limit, on hand-made numbers of updates.</summary>
public sealed class StepsPolynomialTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);
    private static readonly double[] Accuracies = [0.1, 0.05, 0.02, 0.01, 0.005];

    [Theory]
    [InlineData(1, 2, Outcome.Holds)]
    [InlineData(0.02, 2.98, Outcome.Holds)]
    [InlineData(0.02, 3.02, Outcome.Contradicted)]
    public void The_power_is_at_most_three(double factor, double power, Outcome expected)
    {
        var finding = Report(a => factor * Math.Pow(a, -power));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(power, finding.Measured, 0.01);
        Assert.Equal(finding.Measured, double.Parse(finding.Table!.Rows[3][^1], null), 0.005);
    }

    /// <summary>
    /// From 1/0.02 on the number grows by another power: the bend is what that has more than the first.
    /// </summary>
    [Theory]
    [InlineData(0.95, Outcome.Holds)]
    [InlineData(1.05, Outcome.Contradicted)]
    [InlineData(-1, Outcome.Holds)]
    public void The_power_grows_by_less_than_one(double more, Outcome expected)
    {
        var finding = Report(a => 100 / a * (a < 0.02 ? Math.Pow(0.02 / a, more) : 1));
        Assert.Equal(expected, finding.Outcome);
        Assert.Contains(
            FormattableString.Invariant($"the slope grows by at most {Math.Max(0, more):F2} towards"),
            finding.Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200_000, Outcome.Holds)]
    [InlineData(200_001, Outcome.Contradicted)]
    public void Every_run_must_reach_its_accuracy(long last, Outcome expected)
    {
        var finding = Report(a => a < 0.01 ? last : last / (a / 0.005));
        Assert.Equal(expected, finding.Outcome);
        Assert.StartsWith(
            expected == Outcome.Holds ? "Every run reaches" : "Not every run reaches",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal(last.ToString(null, null), finding.Table!.Rows[3][5]);
        var (accuracy, separation) = (finding.Figure.Panels[0], finding.Figure.Panels[1]);
        Assert.Equal(last, ((Line)accuracy.Traces[3]).Y[4]);
        Assert.Equal(last, ((Line)separation.Traces[4]).Y[3]);
    }

    /// <summary>
    /// Only the fourth separation's row is what is given; the others need 10 updates whatever the accuracy.
    /// </summary>
    private static Finding Report(Func<double, double> updates) => new StepsPolynomial().Report(
        new(
        [
            .. Enumerable.Range(0, 5).Select(i => (IReadOnlyList<long>)
                [.. Accuracies.Select(a => i == 3 ? (long)Math.Round(updates(a)) : 10)]),
        ], 0),
        Quick);
}
