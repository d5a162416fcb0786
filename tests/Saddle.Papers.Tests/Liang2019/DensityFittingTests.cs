using Saddle.Papers.Liang2019;
using Fits = Saddle.Papers.Liang2019.DensityFitting.Fits;

namespace Saddle.Papers.Tests;

/// <summary>Fitting a Gaussian: which shares of runs count as converging and as not.</summary>
public sealed class DensityFittingTests
{
    private const int Runs = 64;

    private static readonly DensityFitting Claim = new();

    // Of plain descent, simultaneous and alternating, no run fits; of the five others all do.
    private static readonly Fits[] Stated =
        [.. Enumerable.Range(0, 7).Select(i => new Fits(new(i < 2 ? 0 : Runs, Runs), new(10 * i, Runs)))];

    [Fact]
    public void All_of_the_five_and_none_of_the_two_hold()
    {
        var finding = Reports.Holds(Claim, new(Stated));
        Assert.Equal(1, finding.Measured);
        Assert.Equal(Runs, finding.Seeds);
        finding.Says("fit under OMD, CO, IU, PM, EG, none under SGA, alternating.");
        finding.Says("SGA 0.00, alternating 0.16, OMD 0.31");

        // Wilson's lower end of a full share is n/(n + z^2).
        Assert.Equal(64 / (64 + 3.8414588), finding.Interval!.Value.Low, 6);
        Assert.Equal(1, finding.Interval.Value.High);
        Assert.Equal([0, 0, 1, 1, 1, 1, 1], finding.Values("from distance 0.3"));
    }

    [Theory]
    [InlineData(63, Outcome.Holds)] // its interval is 0.917 to 0.997
    [InlineData(62, Outcome.Contradicted)] // 0.893 to 0.991
    public void A_method_of_the_five_needs_an_interval_above_nine_tenths(int fitting, Outcome outcome)
    {
        for (var method = 2; method < 7; method++)
        {
            var finding = Reports.Of(Claim, new(Near(method, fitting)));
            Assert.Equal(outcome, finding.Outcome);
            Assert.Equal(fitting / 64.0, finding.Measured);
        }
    }

    [Theory]
    [InlineData(1, Outcome.Holds)] // 0.003 to 0.083
    [InlineData(2, Outcome.Contradicted)] // 0.009 to 0.107
    public void Plain_descent_needs_an_interval_below_one_tenth(int fitting, Outcome outcome)
    {
        Assert.Equal(outcome, Reports.Of(Claim, new(Near(0, fitting))).Outcome);
        Assert.Equal(outcome, Reports.Of(Claim, new(Near(1, fitting))).Outcome);
    }

    [Fact]
    public void What_happens_far_from_the_target_does_not_count() =>
        Reports.Holds(Claim, new([.. Stated.Select(s => s with { Far = new(Runs - s.Near.Successes, Runs) })]));

    private static IReadOnlyList<Fits> Near(int method, int fitting) =>
        Stated.With(method, Stated[method] with { Near = new(fitting, Runs) });
}
