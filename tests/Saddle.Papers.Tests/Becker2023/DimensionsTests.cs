using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the model's mean squared distance is held against the simulated one, on hand-made curves.</summary>
public sealed class DimensionsTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // A twentieth of the start's distance of 2 is 0.1, wherever on the curve.
    [Theory]
    [InlineData(0.5, 1.09, Outcome.Holds)]
    [InlineData(0.5, 1.11, Outcome.Contradicted)]
    [InlineData(0.5, 0.89, Outcome.Contradicted)]
    [InlineData(1, 1.11, Outcome.Contradicted)]
    [InlineData(1, 2, Outcome.Contradicted)] // a model whose points stay
    [InlineData(0.1, 3, Outcome.Holds)]
    public void The_model_may_be_off_by_a_twentieth_of_the_first_distance(double sigma, double middle, Outcome expected)
    {
        var finding = Report(
            new(10, sigma, 5, [2, 1, 0.5], [2, middle, 0.5]),
            new(100, 0.5, 5, [2, 1, 0.5], [2, 1, 0.5]));
        Assert.Equal(expected, finding.Outcome);
    }

    [Fact]
    public void The_report_tells_bandwidths_apart()
    {
        double[] simulated = [2, 1.9, 1.8, 1.7, 1.6, 1.5];
        var finding = Report(
            new(1, 0.1, 2, simulated, [2, 2, 2, 2, 2, 3]),
            new(1, 0.5, 2, simulated, [2, 1.9, 1.8, 1.7, 1.6, 1.52]),
            new(1, 1, 2, simulated, [2, 1.9, 1.8, 1.7, 1.59, 1.5]));
        Assert.Equal(0.01, finding.Measured, 12);
        Assert.Contains("bandwidth 1 alone by at most 0.50", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("by up to 75", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(["1", "0.5", "2", "2", "1.5", "1.52"], finding.Table!.Rows[1].Take(6), StringComparer.Ordinal);

        // Every fifth update is drawn.
        var model = (Line)finding.Figure.Panels[1].Traces[1];
        Assert.Equal("2 points: model", model.Name);
        Assert.Equal([0, 5], model.X);
        Assert.Equal([2, 1.52], model.Y);
    }

    private static Finding Report(params Dimensions.Case[] cases) => new Dimensions().Report(new(cases), Quick);
}
