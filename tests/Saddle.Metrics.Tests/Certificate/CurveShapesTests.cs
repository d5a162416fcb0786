namespace Saddle.Metrics.Tests;

/// <summary>Criteria of sanity checks on curves that are drawn by hand.</summary>
public sealed class CurveShapesTests
{
    private static readonly double[] Bell = [0.02, 0.5, 0.99, 0.6, 0];
    private static readonly double[] Fall = [0.97, 0.9, 0.6, 0.3, 0.1];
    private static readonly double[] Flat = [0.98, 1, 0.97, 0.99, 1.01];

    public static TheoryData<string, double[], bool> Judged => new()
    {
        { "bell", Bell, true },
        { "bell", Fall, false }, // its left end is as high as its middle
        { "bell", [0.3, 0.1, 0.99, 0.1, 0.3], false }, // it rises again to both ends
        { "bell", [0, 0.95, 0.8, 0.6, 0], false }, // the top is elsewhere
        { "falls", Fall, true },
        { "falls", [0.8, 0.95, 0.6, 0.3, 0.1], false }, // it rises first
        { "falls", Flat, false },
        { "rises", [0.1, 0.3, 0.6, 0.9, 0.97], true },
        { "rises", Fall, false },
        { "flat", Flat, true },
        { "flat", [1, 0.98, 0.94, 0.97, 1], false },
        { "falls early", Fall, true },
        { "falls early", [1, 1, 0.95, 0.3, 0], false }, // all at the end
        { "settles", [0.5, 0.4, 0.21, 0.2, 0.22], true },
        { "settles", [0.5, 0.4, 0.3, 0.2, 0.22], false }, // the middle belongs to what has settled
        { "settles", [0.5, 0.4, 0.21, 0.2, 0.26], false },
        { "valley", [9, 3, 0.1, 2, 1], true },
        { "valley", [9, 3, 0.95, 2, 1], false }, // hardly less than at its right end
        { "valley", [9, 0.1, 0.5, 2, 1], false }, // least elsewhere
    };

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_shape_is_seen_and_a_defect_of_it_too(string shape, double[] values, bool passes)
    {
        var judge = shape switch
        {
            "bell" => CurveShapes.Bell(0),
            "falls" => CurveShapes.Falls,
            "rises" => CurveShapes.Rises,
            "flat" => CurveShapes.Flat,
            "falls early" => CurveShapes.FallsBy(0.5),
            "settles" => CurveShapes.Settles,
            _ => CurveShapes.Valley(0),
        };
        Assert.Equal(passes ? SanityVerdict.Pass : SanityVerdict.Fail, judge(Curve(values)).Verdict);
    }

    [Theory]
    [InlineData(0.951, SanityVerdict.Pass)]
    [InlineData(0.949, SanityVerdict.Fail)]
    [InlineData(1.05, SanityVerdict.Pass)]
    [InlineData(1.051, SanityVerdict.Fail)]
    public void A_value_is_near_within_a_twentieth(double value, SanityVerdict verdict) =>
        Assert.Equal(verdict, CurveShapes.At(0, 1)(Curve([0, 0, value, 0, 0])).Verdict);

    [Fact]
    public void Diversity_may_fall_or_stay_high_but_not_one_here_and_the_other_there()
    {
        var shape = CurveShapes.LowOrHigh(CurveShapes.Bell(0), CurveShapes.Rises);
        var (low, high) = (shape(Curve(Bell)).Verdict, shape(Curve([0, 0.5, 0.9, 0.97, 1])).Verdict);
        Assert.Equal((SanityVerdict.PassAsLow, SanityVerdict.PassAsHigh), (low, high));
        Assert.Equal(SanityVerdict.Fail, shape(Curve(Flat)).Verdict);
        Assert.Equal(SanityVerdict.Fail, SanityJudgement.Together([low, high, SanityVerdict.Pass]));
        Assert.Equal(SanityVerdict.PassAsLow, SanityJudgement.Together([low, SanityVerdict.Pass, low]));
        Assert.Equal(SanityVerdict.Fail, SanityJudgement.Together([low, SanityVerdict.Fail]));
        Assert.Equal(SanityVerdict.NotJudged, SanityJudgement.Together([SanityVerdict.NotJudged]));
    }

    [Fact]
    public void A_distance_is_judged_by_shares_of_its_largest_value()
    {
        var zero = CurveShapes.OfLargest(CurveShapes.At(0, 0));
        Assert.Equal(SanityVerdict.Pass, zero(Curve([4000, 900, 190, 800, 3000])).Verdict);
        Assert.Equal(SanityVerdict.Fail, zero(Curve([4000, 900, 210, 800, 3000])).Verdict);
    }

    private static SanityCurve Curve(double[] values) =>
        new("dim=1", [-2, -1, 0, 1, 2], values, [.. values.Select(_ => double.NaN)]);
}
