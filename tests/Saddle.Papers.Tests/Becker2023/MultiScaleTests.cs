using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether sums of kernels are judged by every part of the condition, on hand-made runs.</summary>
public sealed class MultiScaleTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // Without a regulariser the multiplier of one width has the modulus 1.
    private static readonly MultiScale.KernelRate Radius = new(0, [10], 1);

    [Theory]
    [InlineData(0.0011, 1e-12, Outcome.Holds)]
    [InlineData(0.0009, 1e-12, Outcome.Contradicted)]
    [InlineData(0.0011, 1.1e-11, Outcome.Contradicted)]
    public void From_far_the_wide_kernels_move_the_point_and_no_other(double wide, double narrow, Outcome expected)
    {
        var finding = Report(Radius, Run([10], 10, wide), Run([1, 10], 10, -0.002), Run([0.1, 1], 10, narrow));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(wide / 10, finding.Measured, 1e-12);
    }

    [Fact]
    public void In_full_a_hundredth_of_the_distance_is_needed()
    {
        MultiScale.Measurements measured = new([Run([10], 10, 0.09), Run([1], 10, 0)], [Radius]);
        Assert.Equal(Outcome.Holds, new MultiScale().Report(measured, Quick).Outcome);
        Assert.Equal(Outcome.Contradicted, new MultiScale().Report(measured, Quick with { Full = true }).Outcome);
    }

    [Fact]
    public void From_near_a_narrow_kernel_may_move_the_point() => Assert.Equal(
        Outcome.Holds,
        Report(Radius, Run([10], 10, 1), Run([1], 10, 0), Run([1], 1, 0.5)).Outcome);

    /// <summary>With the regulariser 0.1 a is 1e-4; two widths 20 and 60 have the mean curvature 7/3600.</summary>
    [Theory]
    [InlineData(0, Outcome.Holds)]
    [InlineData(1.1e-9, Outcome.Contradicted)]
    [InlineData(-1.1e-9, Outcome.Contradicted)]
    public void The_exact_radius_is_held_against_the_mean_curvature(double off, Outcome expected)
    {
        var half = (2 - 1e-4 - (1e-6 * 7 / 3600)) / 2;
        var formula = half + Math.Sqrt((half * half) - (1 - 1e-4));
        MultiScale.KernelRate radius = new(0.1, [20, 60], formula + off);
        Assert.Equal(expected, Report(radius, Run([10], 10, 1), Run([1], 10, 0)).Outcome);
    }

    // Curvatures that are not weighted by the kernels' heights: the mean of 1/400 and 1/3600 is 5/3600.
    [Fact]
    public void A_mean_of_the_curvatures_without_its_weights_is_told()
    {
        var half = (2 - 1e-4 - (1e-6 * 5 / 3600)) / 2;
        MultiScale.KernelRate radius = new(0.1, [20, 60], half + Math.Sqrt((half * half) - (1 - 1e-4)));
        Assert.Equal(Outcome.Contradicted, Report(radius, Run([10], 10, 1), Run([1], 10, 0)).Outcome);
    }

    [Fact]
    public void A_run_in_the_plane_that_differs_contradicts()
    {
        var run = Run([0.1, 1], 1, 0.5);
        var finding = Report(Radius, Run([10], 10, 1), Run([1], 10, 0), run with { Plane = [1, 0.5 + 1.1e-9] });
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Equal(["1", "0", "0.1, 1", "91", "0.5", "0.5"], finding.Table!.Rows[2]);
        var line = (Line)finding.Figure.Panels[1].Traces[0];
        Assert.Equal("0.1, 1", line.Name);
        Assert.Equal(1, line.Y[0]);
    }

    private static MultiScale.Approach Run(double[] widths, double start, double moved) =>
        new(start, 0, widths, [start, start - moved], [start, start - moved]);

    private static Finding Report(MultiScale.KernelRate radius, params MultiScale.Approach[] runs) =>
        new MultiScale().Report(new(runs, [Radius, radius]), Quick);
}
