using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether kernels are judged by what they leave of the distance, on hand-made trials.</summary>
public sealed class DigitPointsTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Fact]
    public void A_wide_kernel_that_comes_near_and_a_narrow_one_that_does_not_hold()
    {
        var finding = Report(Kernels(0.99, 0.05));
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0.05, finding.Measured, 12);
        Assert.StartsWith(
            "After 400 updates the share left and the digits that are the nearest to some point are 0.99 and 4.0 under "
            + "Gaussian 5; 0.05 and 4.0 under Gaussian 10; 0.5 and 4.0 under Gaussian 20;",
            finding.Reason,
            StringComparison.Ordinal);
        Assert.Equal(["Gaussian 10", "200", "10, 10, 10", "3, 4, 5"], finding.Table!.Rows[1]);
        Assert.Equal(
            ["Gaussian 5", "", ""],
            finding.Figure.Panels[0].Traces.Take(3).Select(t => t.Name),
            StringComparer.Ordinal);
        Assert.Equal([0, 5], ((Line)finding.Figure.Panels[0].Traces[0]).X);
        Assert.Equal("NNGP depth 2", finding.Figure.Panels[1].Traces[0].Name);
        Assert.Null(finding.Recorded);
    }

    [Theory]
    [InlineData(0, 0, 0.11, Outcome.Holds)]
    [InlineData(0, 2, 0.09, Outcome.Contradicted)]
    [InlineData(1, 0, 0.09, Outcome.Holds)]
    [InlineData(1, 2, 0.11, Outcome.Contradicted)]
    public void Every_trial_counts_under_the_two_kernels_that_decide(
        int kernel,
        int trial,
        double share,
        Outcome expected)
    {
        var kernels = Kernels(0.99, 0.05);
        kernels[kernel][trial] = Trial(share, 4);
        Assert.Equal(expected, Report(kernels).Outcome);
    }

    // What is left is as measured under the one kernel, or under the other.
    [Theory]
    [InlineData(2.31, 2.31)]
    [InlineData(0.0892, 0.0892)]
    public void A_bandwidth_that_is_not_heard_is_told(double narrow, double wide) =>
        Assert.Equal(Outcome.Contradicted, Report(Kernels(narrow, wide)).Outcome);

    [Theory]
    [InlineData(0.99, 0.0985, Outcome.Holds)]
    [InlineData(0.9, 0.0985, Outcome.Contradicted)]
    public void The_kernels_must_differ_by_more_than_a_factor_ten(double narrow, double wide, Outcome expected) =>
        Assert.Equal(expected, Report(Kernels(narrow, wide)).Outcome);

    [Fact]
    public void The_picture_has_the_first_image_at_its_top_left()
    {
        var kernels = Kernels(0.99, 0.05);
        kernels[1][0].Final[0][0] = 0.25;
        kernels[1][0].Final[6][(28 * 2) + 3] = 0.75;
        var picture = (HeatMap)Report(kernels).Figure.Panels[2].Traces[0];
        Assert.Equal(0.25, picture.Z[55][0]);
        Assert.Equal(0.75, picture.Z[55 - 28 - 2][28 + 3]);
    }

    private static DigitPoints.Trial[][] Kernels(double narrow, double wide) =>
    [
        .. new[] { narrow, wide, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 }
            .Select(share => Enumerable.Range(3, 3).Select(covered => Trial(share, covered)).ToArray()),
    ];

    private static DigitPoints.Trial Trial(double share, int covered) =>
        new([200, 200 * share], [.. Enumerable.Range(0, 10).Select(_ => new double[784])], covered);

    private static Finding Report(DigitPoints.Trial[][] kernels) => new DigitPoints().Report(new(kernels), Quick);
}
