using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether radii and multipliers are held against the formula, on hand-made ones.</summary>
public sealed class RatesTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // a = 0.1 and b = 0.4: alternating updates spiral in by sqrt(0.9), simultaneous ones out by sqrt(1.3).
    private static readonly double In = Math.Sqrt(0.9);
    private static readonly double Out = Math.Sqrt(1.3);

    [Theory]
    [InlineData(0.9e-9, 0.9e-5, Outcome.Holds)]
    [InlineData(1.1e-9, 0, Outcome.Contradicted)]
    [InlineData(-1.1e-9, 0, Outcome.Contradicted)]
    [InlineData(0, 1.1e-5, Outcome.Contradicted)]
    [InlineData(0, -1.1e-5, Outcome.Contradicted)]
    [InlineData(0, double.NaN, Outcome.Contradicted)]
    public void Either_may_differ_by_so_much_under_either_order(double exact, double measured, Outcome expected)
    {
        Assert.Equal(expected, Report(Run(true, In + exact, In + measured), Run(false, Out, Out)).Outcome);
        Assert.Equal(expected, Report(Run(true, In, In), Run(false, Out + exact, Out + measured)).Outcome);
    }

    [Fact]
    public void The_report_has_the_run_beside_the_formula()
    {
        var finding = Report(Run(true, In, In), Run(false, Out, Out + 4e-6));
        Assert.Equal(4e-6, finding.Measured, 1e-12);
        string[] row = ["1", "0.1", "0.1", "0.5", "alternating", "0.948683", "0.948683", "0.948683", "spiral"];
        Assert.Equal(row, finding.Table!.Rows[0]);
        var (run, formula) = ((Line)finding.Figure.Panels[0].Traces[0], (Line)finding.Figure.Panels[0].Traces[1]);

        // A distance of 0 has no place on a logarithmic axis; the formula starts 1e-4 bandwidths away.
        Assert.Equal([5e-5, 4e-5, null], run.Y);
        Assert.Equal(5e-5 * 0.9, formula.Y[2]!.Value, 1e-12);
    }

    private static Rates.Run Run(bool alternating, double radius, double modulus) =>
        new(1, 0.1, 0.1, 0.5, alternating, radius, modulus, [5e-5, -4e-5, 0]);

    private static Finding Report(params Rates.Run[] runs) => new Rates().Report(new(runs), Quick);
}
