using MathNet.Numerics.LinearAlgebra;
using Saddle.Figures;
using Saddle.Games.Kernels;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the model's covariance is held against the simulated one, on hand-made spreads.</summary>
public sealed class CovarianceTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // Eigenvalues 4 and 1, and 101 times to look at.
    private static readonly PlanarSpread Round = new(0.5, -0.5, 4, 0, 0, 1);
    private static readonly PlanarSpread[] Still = [.. Enumerable.Repeat(Round, 101)];

    [Theory]
    [InlineData(2, 4.19, 1, Outcome.Holds)]
    [InlineData(2, 4.21, 1, Outcome.Contradicted)]
    [InlineData(5, 3.79, 1, Outcome.Contradicted)]
    [InlineData(5, 4, 1.19, Outcome.Holds)]
    [InlineData(5, 4, 0.79, Outcome.Contradicted)]
    [InlineData(1, 8, 1, Outcome.Holds)]
    public void An_eigenvalue_may_be_off_by_a_twentieth_of_the_larger_first_one(
        double sigma,
        double xx,
        double yy,
        Outcome expected)
    {
        // The difference is in the middle of the run, and in one case of two.
        var model = Still.ToArray();
        model[50] = new(0, 0, xx, 0, 0, yy);
        var finding = Report(new(0.2, 2, 1, Still, Still, Still), new(0.2, sigma, 0.1, Still, model, Still));
        Assert.Equal(expected, finding.Outcome);
    }

    [Fact]
    public void What_the_notebook_prints_is_counted_beside()
    {
        var (off, unbounded) = (Still.ToArray(), Still.ToArray());
        off[^1] = Round with { XX = 4.4 };
        unbounded[^1] = Round with { XX = double.NaN };
        var finding = Report(
            new(0, 2, 0.1, Still, [.. Still.Select(s => s with { YY = 1.08 })], off),
            new(0, 5, 1, Still, Still, unbounded),
            new(0, 1, 1, Still, off, Still));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0.02, finding.Measured, 1e-12);
        Assert.Contains("bandwidth 1 by at most 10.00", finding.Reason, StringComparison.Ordinal);
        Assert.EndsWith("by more than 5 % in 2 of 3 cases.", finding.Reason, StringComparison.Ordinal);
        Assert.Equal("unbounded", finding.Table!.Rows[1][^1]);
        Assert.Equal("4, 1", finding.Table!.Rows[0][4]);
        Assert.Equal("4, 1.08", finding.Table!.Rows[0][5]);
    }

    [Fact]
    public void The_eigenvalues_are_those_of_a_turned_ellipse()
    {
        // 3 and 1, by an eighth of a turn.
        var spread = new PlanarSpread(0, 0, 2, 1, 1, 2);
        Assert.Equal(3, spread.Large, 14);
        Assert.Equal(1, spread.Small, 14);

        // Its ellipse has every point one standard deviation off: p' C^-1 p = 1.
        PlanarSpread[] turned = [.. Enumerable.Repeat(spread with { X = 0.5, Y = -0.5 }, 101)];
        var ellipse = (Line)Report(new Covariance.Case(0, 2, 0.1, turned, turned, turned)).Figure.Panels[^1].Traces[0];
        Assert.All(ellipse.X.Zip(ellipse.Y), p =>
        {
            var (x, y) = (p.First!.Value - 0.5, p.Second!.Value + 0.5);
            Assert.Equal(1, ((2 * x * x) - (2 * x * y) + (2 * y * y)) / 3, 12);
        });
    }

    [Fact]
    public void The_notebook_has_the_curvatures_trace_for_the_covariances()
    {
        var model = new SecondMoments(2, 0.1, 0.2, 0.5, 0.25, 4);
        var covariance = Matrix<double>.Build.DenseOfArray(new[,] { { 0.3, 0.1 }, { 0.1, 0.2 } });
        var at = new Moments(
            Vector<double>.Build.Dense([0.1, 0.2]),
            Matrix<double>.Build.DenseDiagonal(2, 0.7),
            Vector<double>.Build.Dense([0.3, -0.1]),
            covariance);

        // eta_d N q g^2 / 2 = 0.2 / 32, times the traces' difference 1.4 - 0.5, on the diagonal.
        var (right, printed) = (model.Step(at), NotebookMoments.Step(model, at));
        var difference = printed.Curvature - right.Curvature;
        Assert.Equal(0.9 * 0.2 / 32, difference[0, 0], 15);
        Assert.Equal(0.9 * 0.2 / 32, difference[1, 1], 15);
        Assert.Equal(0, difference[0, 1], 15);
        Assert.Equal(right.Slope, printed.Slope);

        // The mean moves by - eta_g q of that difference more.
        Assert.Equal(-0.025 * difference[0, 0] * 0.3, printed.Mean[0] - right.Mean[0], 15);
    }

    private static Finding Report(params Covariance.Case[] cases) => new Covariance().Report(new(cases), Quick);
}
