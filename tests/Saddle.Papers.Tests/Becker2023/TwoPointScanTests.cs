using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether combinations are judged in the long run and over 1,000 updates, on hand-made ones.</summary>
public sealed class TwoPointScanTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(0.9, Verdict.Converges, Outcome.Holds)]
    [InlineData(0.9, Verdict.Stalls, Outcome.Contradicted)]
    [InlineData(1.1, Verdict.Diverges, Outcome.Holds)]
    [InlineData(1.1, Verdict.Converges, Outcome.Contradicted)]
    public void In_the_long_run_the_radius_decides(double radius, Verdict end, Outcome expected)
    {
        var finding = Report(Combination(0.5, Verdict.Converges), Combination(radius, end));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(expected == Outcome.Holds ? 1 : 0.5, finding.Measured);
        Assert.Equal(
            expected == Outcome.Contradicted,
            finding.Reason.Contains(
                FormattableString.Invariant($"radius {radius:F5}, after 5000 updates what happened in the long run."),
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, Verdict.Converges, Outcome.Holds)]
    [InlineData(true, Verdict.Oscillates, Outcome.Contradicted)]
    [InlineData(false, Verdict.Oscillates, Outcome.Holds)]
    public void Over_1000_updates_a_clear_prediction_must_be_met(bool clear, Verdict measured, Outcome expected)
    {
        var combination = Combination(0.9, Verdict.Converges) with { IsClear = clear, Short = Measured(measured) };
        var finding = Report(Combination(0.9, Verdict.Converges), combination);
        Assert.Equal(expected, finding.Outcome);
        Assert.Contains(
            $"of the {(clear ? 2 : 1)} combinations with a clear",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal(clear ? "clear" : "near a boundary", finding.Table!.Rows[1][6]);
        Assert.Equal($"{measured}", finding.Table!.Rows[1][7]);
    }

    [Fact]
    public void Each_panel_has_the_models_beside_the_run()
    {
        var panel = Report(Combination(0.9, Verdict.Converges)).Figure.Panels[0];
        Assert.Equal("eta_d 0.1, eta_g 0.2, sigma 1", panel.Title);
        Assert.Equal(
            ["lambda 0.01", "lambda 0.01, linear", "lambda 0.01, quadratic"],
            panel.Traces.Select(t => t.Name),
            StringComparer.Ordinal);

        // Every other update; what is too small for the axis is left out.
        var run = (Line)panel.Traces[0];
        Assert.Equal([0, 2], run.X);
        Assert.Equal(0.01, run.Y[0]!.Value, 12);
        Assert.Null(run.Y[1]);
    }

    private static Measurement Measured(
        Verdict verdict) => new(verdict,
        "what happened in the long run",
        0.001,
        0.0001);

    private static TwoPointScan.Combination Combination(double radius, Verdict end) => new(0.1, 0.2, 1, 0.01, radius)
    {
        Predicted = Verdict.Converges,
        IsClear = true,
        Short = Measured(Verdict.Converges),
        LongRun = 5000,
        Long = Measured(end),
        Path = [0.1, 1e-20],
        Linear = [0.1, 0.2],
        Quadratic = [0.1, 0.3],
    };

    private static Finding Report(params TwoPointScan.Combination[] combinations) =>
        new TwoPointScan().Report(new(combinations), Quick);
}
