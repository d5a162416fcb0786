using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether each diagram is judged by its clear cells, on hand-made cells.</summary>
public sealed class PhaseTransitionsTests
{
    private const int Cells = 40 * 40;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    /// <summary>Of 1,600 clear cells 16 may differ.</summary>
    [Theory]
    [InlineData(0, 16, Outcome.Holds)]
    [InlineData(0, 17, Outcome.Contradicted)]
    [InlineData(1, 17, Outcome.Contradicted)]
    [InlineData(2, 17, Outcome.Contradicted)]
    public void A_hundredth_of_the_clear_cells_of_a_diagram_may_differ(int diagram, int differing, Outcome expected)
    {
        var finding = Report(
            new PhaseTransitionsNear(),
            i => Diagram(_ => 0.9, cell => i == diagram && cell < differing ? Verdict.Diverges : Verdict.Converges));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(1 - (differing / 1600.0), finding.Measured, 12);
        Assert.EndsWith(
            $": predicted converges, measured diverges, {differing} cells.",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal($"{1600 - differing}", finding.Table!.Rows[diagram][3]);
        Assert.Equal("1600", finding.Table!.Rows[(diagram + 1) % 3][3]);
    }

    [Fact]
    public void Cells_near_a_boundary_do_not_count()
    {
        // A radius within 0.002 of 1, and one that predicts 0.01 after 2,000 updates but for a factor of less than 3.
        double[] near = [0.9985, 1.0015, Math.Pow(0.02, 1 / 2000.0), Math.Pow(0.005, 1 / 2000.0)];
        var finding = Report(
            new PhaseTransitionsTenth(),
            _ => Diagram(cell => cell < 4 ? near[cell] : 0.9, cell => cell < 4 ? Verdict.Stalls : Verdict.Converges));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(1, finding.Measured);
        Assert.DoesNotContain("differ", finding.Reason, StringComparison.Ordinal);
        Assert.StartsWith("From 0.1 bandwidths", finding.Reason, StringComparison.Ordinal);
        var row = finding.Table!.Rows[0];
        Assert.Equal(["1600", "1596", "1596", "1.0000"], row.Skip(1).Take(4), StringComparer.Ordinal);
        Assert.Equal("4", row[^1]);
    }

    [Fact]
    public void The_maps_have_the_verdicts_row_by_row()
    {
        var finding = Report(new PhaseTransitionsNear(), i => Diagram(
            _ => 0.9,
            cell => i == 2 && cell == 41 ? Verdict.Oscillates : Verdict.Converges));
        Assert.Equal("alternating, sigma 1, eta-d 1: measured", finding.Figure.Panels[5].Title);
        Assert.Equal("eta-g", finding.Figure.Panels[5].X.Title);
        var map = (HeatMap)finding.Figure.Panels[5].Traces[0];
        Assert.Equal((double)Verdict.Oscillates, map.Z[1][1]);
        Assert.Equal(1599, map.Z.Sum(row => row.Count(v => v == (double)Verdict.Converges)));
    }

    private static PhaseTransitions.Cells Diagram(Func<int, double> radius, Func<int, Verdict> measured) => new(
        [
            .. Enumerable.Range(0, Cells)
                .Select(cell => new PredictedCell(cell, Verdict.Converges, radius(cell), "monotone")),
        ],
        [
            .. Enumerable.Range(0, Cells)
                .Select(cell => new MeasuredCell(cell, new(measured(cell), "made by hand", 1, 1))),
        ]);

    private static Finding Report(PhaseTransitions claim, Func<int, PhaseTransitions.Cells> diagram) =>
        claim.Report(new([.. Enumerable.Range(0, 3).Select(diagram)]), Quick);
}
