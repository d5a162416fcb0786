using Saddle.Papers.Liang2019;

namespace Saddle.Papers.Tests;

/// <summary>Numbers of updates against the bounds: a start may need all of them, and not one more.</summary>
public sealed class MethodBoundTests
{
    /// <summary>The bounds at kappa 1, 4, 25 and 100 from distance 1 to a millionth, worked out apart.</summary>
    public static TheoryData<string, double[]> Bounds => new()
    {
        { "omd", [249, 996, 6220, 24878] },
        { "co", [56, 885, 34539, 552621] },
        { "pm", [56, 885, 34539, 552621] },
        { "iu", [40, 124, 705, 2777] },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void A_start_that_needs_all_updates_of_the_bound_holds(string method, double[] bounds)
    {
        var finding = Reports.Holds(Claim(method), Counts(bounds));
        Assert.Equal(0.5, finding.Measured, 3);
        finding.Says("1.000, 1.000, 1.000, 1.000 of the bound at kappa 1, 4, 25, 100");
        Assert.Equal(bounds.Select(b => (double?)b), finding.Values("bound"));
        Assert.All(finding.Table!.Rows, row => Assert.Equal("1.000", row[^1]));
        Assert.True(finding.Interval!.Value.Low <= finding.Measured && finding.Measured <= finding.Interval.Value.High);
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void One_update_more_contradicts_at_any_kappa(string method, double[] bounds)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            Reports.Contradicts(Claim(method), Counts([.. bounds.With(i, bounds[i] + 1)]));
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void A_start_that_never_arrives_contradicts(string method, double[] bounds) =>
        Reports.Contradicts(Claim(method), Counts([.. bounds.With(2, double.PositiveInfinity)]));

    [Fact]
    public void Stable_games_are_judged_by_the_bound_of_their_own_constants()
    {
        // 2 beta/alpha^2 log(1e6): 186.8 at alpha 1, beta 6.76; 46.7 at alpha 2.
        var claim = new StableBound();
        var finding = Reports.Holds(claim, Stable((1, 6.76, 187), (2, 6.76, 47), (1, 6.76, 100), (1, 6.76, 10)));
        Assert.Equal(1, finding.Measured);
        Assert.Equal([187, 47, 187, 187], finding.Values("bound"));
        Assert.Equal(["1", "2", "6.76", "40 (1 to 47)", "47", "1.000"], finding.Table!.Rows[1]);
        finding.Says("against bounds of 187, 47, 187, 187 at |C| of 0, 1, 3, 10");

        var over = Reports.Contradicts(claim, Stable((1, 6.76, 187), (2, 6.76, 48), (1, 6.76, 100), (1, 6.76, 10)));
        Assert.Equal(48 / 47.0, over.Measured);
        Reports.Contradicts(claim, Stable((1, 6.76, 9), (1, 6.76, 9), (1, 6.76, 9), (1, 6.76, 188)));
    }

    private static MethodBound Claim(string method) =>
        (MethodBound)Papers.Claim.All.Single(c => c.Entry.Name == $"liang2019/{method}-bound").Claim;

    // The start that needs most needs so many, the median one half of them.
    private static MethodBound.Measurements Counts(double[] most) =>
        new([.. most.Select(m => (IReadOnlyList<double>)[1, Half(m), Half(m), Half(m), Half(m), m])]);

    private static double Half(double most) => double.IsFinite(most) ? most / 2 : 1;

    private static StableBound.Measurements Stable(params (double Alpha, double Beta, double Most)[] games) =>
        new([.. games.Select(g => new StableBound.Need(g.Alpha, g.Beta, [1, Math.Min(40, g.Most), g.Most]))]);
}
