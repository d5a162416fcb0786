using Saddle.Dynamics;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>
/// Verdicts on trajectories made by hand: the bilinear game of size 1, whose distance is the state's norm.
/// </summary>
public sealed class MeterTests
{
    private const int Steps = 100;

    [Theory]
    [InlineData(0, Verdict.Converges)]
    [InlineData(0.01, Verdict.Converges)]
    [InlineData(0.010001, Verdict.Stalls)]
    [InlineData(1, Verdict.Stalls)]
    [InlineData(1.499999, Verdict.Stalls)]
    [InlineData(1.5, Verdict.Diverges)]
    [InlineData(1e150, Verdict.Diverges)]
    [InlineData(double.PositiveInfinity, Verdict.Diverges)]
    [InlineData(double.NaN, Verdict.Diverges)]
    public void The_ratio_of_distances_decides(double ratio, Verdict expected)
    {
        var measured = Measure(_ => 2 * ratio, start: 2);
        Assert.Equal(expected, measured.Verdict);
        Assert.Equal(Thresholds.Judge(ratio, oscillating: false), measured.Verdict);
        Numbers.AssertSameBits([ratio, 2 * ratio], [measured.Ratio, measured.Distance], "ratio and distance");
        Assert.NotEmpty(measured.Reason);
    }

    [Theory]
    [InlineData(0.01, Verdict.Converges)]
    [InlineData(0.02, Verdict.Oscillates)]
    [InlineData(1.4, Verdict.Oscillates)]
    [InlineData(1.5, Verdict.Diverges)]
    public void Between_the_thresholds_changes_of_sign_make_an_oscillation(double amplitude, Verdict expected) =>
        Assert.Equal(expected, Measure(step => (step % 2 == 0 ? 1 : -1) * amplitude).Verdict);

    [Theory]
    [InlineData(0, Verdict.Stalls)]
    [InlineData(2, Verdict.Stalls)]
    [InlineData(3, Verdict.Oscillates)]
    [InlineData(10, Verdict.Oscillates)]
    public void Three_changes_of_sign_in_the_last_half_are_an_oscillation(int changes, Verdict expected)
    {
        // Whatever happens in the first half does not count, nor does the change from its last state to the next.
        var measured = Measure(step =>
            step <= 50
                ? (step % 2 == 0 ? -1 : 1)
                : ((step - 51) / (49 / (changes + 1)) is var n && Math.Min(n, changes) % 2 == 0 ? 1 : -1));
        Assert.Equal(expected, measured.Verdict);
        if (expected == Verdict.Oscillates)
        {
            Assert.Contains($"changes sign {changes} times", measured.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Passing_through_zero_is_one_change_of_sign()
    {
        Assert.Equal(
            Verdict.Stalls,
            Measure(step => step <= 60 ? 1 : step <= 70 ? 0 : step <= 80 ? -1 : step <= 90 ? 0 : 1).Verdict);
        Assert.Equal(
            Verdict.Oscillates,
            Measure(step =>
                step <= 60 ? 1 : step <= 70 ? 0 : step <= 80 ? -1 : step <= 90 ? 0 : step <= 95 ? 1 : -1).Verdict);
    }

    [Fact]
    public void The_largest_distance_of_the_last_tenth_counts_and_nothing_before_it()
    {
        Assert.Equal(Verdict.Converges, Measure(step => step <= 90 ? 7 : 0.01).Verdict);
        Assert.Equal(Verdict.Diverges, Measure(step => step == 91 ? 7 : 0.01).Verdict);
        Assert.Equal(Verdict.Diverges, Measure(step => step == 100 ? 7 : 0.01).Verdict);
        Assert.Equal(7, Measure(step => step is 91 or 95 ? 7 : 0.01).Ratio);
    }

    [Fact]
    public void The_leading_displacement_is_the_widest_of_the_generator()
    {
        // Generator coordinates (0.1 alternating, 1 constant): the second leads. The discriminator's do not count.
        Assert.Equal(Verdict.Stalls, Measure((_, step) => [0.1 * Sign(step), 1, Sign(step), 0]));
        Assert.Equal(Verdict.Oscillates, Measure((_, step) => [0.1, Sign(step), 0, 0]));
        Assert.Equal(Verdict.Stalls, Measure((_, step) => [0.1, 0.1, Sign(step), Sign(step)]));

        static double Sign(long step) => step % 2 == 0 ? 1 : -1;

        static Verdict Measure(Func<int, long, double[]> state)
        {
            var game = Cases.Game("bilinear size=2").Bind<Real>();
            var meter = new Meter<Real>(game, Steps, new double[] { 1, 1, 1, 1 }.ToScalars<Real>());
            for (var step = 1; step <= Steps; step++)
            {
                meter.Observe(step, state(0, step).ToScalars<Real>());
            }

            return meter.Read(0).Verdict;
        }
    }

    [Fact]
    public void A_divergence_says_of_which_kind_it_is()
    {
        Assert.Contains(
            "no longer finite",
            Measure(step => step < 95 ? 1 : double.NaN).Reason,
            StringComparison.Ordinal);
        Assert.Contains("still growing", Measure(step => 1 + (0.1 * step)).Reason, StringComparison.Ordinal);
        Assert.Contains("still growing", Measure(step => Math.Pow(1.6, step / 100.0)).Reason, StringComparison.Ordinal);
        Assert.Contains("bounded cycle", Measure(step => step % 2 == 0 ? 5 : -5).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, Verdict.Converges)]
    [InlineData(0, 1e-9, Verdict.Diverges)]
    [InlineData(0, double.NaN, Verdict.Diverges)]
    [InlineData(double.NaN, double.NaN, Verdict.Diverges)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, Verdict.Diverges)]
    public void A_start_at_the_target_must_stay_and_one_that_is_no_number_never_converges(
        double start,
        double later,
        Verdict expected) =>
        Assert.Equal(expected, Measure(_ => later, start).Verdict);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(19)]
    public void Short_runs_are_judged_by_their_last_state_at_least(int steps)
    {
        Assert.Equal(Verdict.Converges, Measure(step => step == steps ? 0 : 1, steps: steps).Verdict);
        Assert.Equal(Verdict.Diverges, Measure(step => step == steps ? 2 : 0, steps: steps).Verdict);
    }

    [Fact]
    public void Each_lane_has_its_own_verdict()
    {
        var game = Cases.Game("bilinear").Bind<Lanes>();
        var ratios = Enumerable.Range(0, 16).Select(i => 0.005 * Math.Pow(1.6, i)).ToArray();
        var meter = new Meter<Lanes>(game, Steps, [1.0, 0.0]);
        for (var step = 1; step <= Steps; step++)
        {
            // Odd lanes alternate in sign.
            meter.Observe(step, [Lanes.Pack([.. ratios.Select((r, i) => i % 2 == 1 && step % 2 == 1 ? -r : r)]), 0.0]);
        }

        for (var lane = 0; lane < 16; lane++)
        {
            Assert.Equal(Thresholds.Judge(ratios[lane], oscillating: lane % 2 == 1), meter.Read(lane).Verdict);
        }
    }

    private static Measurement Measure(Func<long, double> theta, double start = 1, int steps = Steps)
    {
        var meter = new Meter<Real>(Cases.Game("bilinear").Bind<Real>(), steps, [start, 0.0]);
        for (var step = 1; step <= steps; step++)
        {
            meter.Observe(step, [theta(step), 0.0]);
        }

        return meter.Read(0);
    }
}
