using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Tests;

/// <summary>What claims measure with, on cases whose answer is known.</summary>
public sealed class MeasurementTests
{
    private static readonly ClaimSetting Seeded = new(Full: false, Seed: 1, CancellationToken.None);

    [Fact]
    public void The_rate_of_a_geometric_approach()
    {
        var game = new Quadratic([0.5], [0.5], [0], 3);
        var start = Starts.OnSphere(game, 1, 1, 0);
        Assert.Equal(Math.Log(0.95), MeasuredRate.Of(game, new Simultaneous(), start, 10, 100), 12);
    }

    // 0.95^20000 is far below the smallest number, and 1.05^20000 far above the largest.
    [Theory]
    [InlineData(0.5, 0.95)]
    [InlineData(-0.5, 1.05)]
    public void The_rate_of_a_run_that_leaves_the_numbers_is_that_of_what_it_was_before(double curvature, double factor)
    {
        var game = new Quadratic([curvature], [curvature], [0], 3);
        var start = Starts.OnSphere(game, 1, 1, 0);
        Assert.Equal(Math.Log(factor), MeasuredRate.Of(game, new Simultaneous(), start, 10, 20_000), 12);
        Assert.Equal(double.NaN, MeasuredRate.Of(game, new Simultaneous(), start, 19_000, 20_000));
    }

    [Theory]
    [InlineData(Outcome.Holds, 1, Outcome.Holds)]
    [InlineData(Outcome.Contradicted, double.PositiveInfinity, Outcome.Contradicted)]
    [InlineData(Outcome.Holds, double.NaN, Outcome.Undecided)]
    [InlineData(Outcome.Contradicted, double.NaN, Outcome.Undecided)]
    [InlineData(Outcome.Skipped, double.NaN, Outcome.Skipped)]
    public void What_is_no_number_decides_nothing(Outcome judged, double measured, Outcome expected)
    {
        var finding = new Told(judged).Found(measured);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(
            judged != expected, finding.Reason.EndsWith("which decides nothing.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_number_of_updates_of_a_geometric_approach()
    {
        // 0.95^269 is above a millionth, 0.95^270 is not.
        var counts = Approach.Updates(new Quadratic([0.5], [0.5], [0], 3), new Simultaneous(), 20, 1e-6, 1000, Seeded);
        Assert.Equal(Enumerable.Repeat(270L, 20), counts);
        var never = Approach.Updates(new Bilinear([1], [], 1), new Simultaneous(), 3, 1e-6, 1000, Seeded);
        Assert.All(never, count => Assert.Equal(long.MaxValue, count));
    }

    [Fact]
    public void The_number_of_updates_does_not_depend_on_packing()
    {
        var game = Liang2019.Setting.Game(4);
        var rule = new Optimistic { EtaG = 0.5, EtaD = 0.5 };
        long[] Updates(int starts) => Approach.Updates(game, rule, starts, 1e-6, 10_000, Seeded);
        Assert.Equal(Updates(40)[..5], Updates(5));
    }

    [Fact]
    public void Starts_on_a_sphere_are_all_at_its_radius_and_on_all_sides()
    {
        var game = new Bilinear([1], [], 3);
        var starts = Enumerable.Range(0, 1000).Select(run => Starts.OnSphere(game, 0.3, 1, run)).ToList();
        Assert.All(starts, s => Assert.Equal(0.3, Math.Sqrt(s.Sum(x => x * x)), 14));
        Assert.All(Enumerable.Range(0, 6), i => Assert.InRange(starts.Average(s => s[i]), -0.02, 0.02));
    }

    [Fact]
    public void An_envelope_holds_what_it_says()
    {
        var game = new Quadratic([0.5], [0.5], [0]);
        var (start, low, high) = Envelope.Of(game, new Simultaneous(), 1, _ => [0.6, 0.8], 10, 20, Seeded)[0];
        Assert.Equal(1, start, 14);
        Assert.Equal(Math.Pow(0.95, 20), low, 14);
        Assert.Equal(Math.Pow(0.95, 11), high, 14);

        // What overflows is infinitely far, and then not a number.
        var far = new Simultaneous { EtaG = 100, EtaD = 100 };
        Assert.Equal(double.PositiveInfinity, Envelope.Of(game, far, 1, _ => [0.6, 0.8], 0, 1000, Seeded)[0].High);
    }

    [Fact]
    public void The_best_step_of_plain_descent_is_two_by_the_sum_of_the_extreme_curvatures()
    {
        var best = BestRate.For(new Quadratic([1, 2.6], [1, 2.6], [0], 3), new Simultaneous());
        Assert.Equal(2 / 3.6, best.EtaG.Scale, 4);
        Assert.Equal(best.EtaG, best.EtaD);
    }

    [Fact]
    public void Medians_slopes_and_intervals()
    {
        Assert.Equal(2, new double[] { 3, 1, 2 }.Median());
        Assert.Equal(2.5, new double[] { 4, 3, 1, 2 }.Median());
        Assert.Equal(-3, Statistics.Slope([0, 1, 2, 5], [1, -2, -5, -14]), 12);

        // In samples of 101 the interval holds the law's median in 95 of 100 cases.
        var held = Enumerable.Range(0, 2000).Count(i =>
        {
            var random = new Philox(5, i, Purpose.Noise);
            var (low, high) = Enumerable.Range(0, 101).Select(_ => random.Uniform()).MedianInterval()!.Value;
            return low <= 0.5 && 0.5 <= high;
        });
        Assert.InRange(held / 2000.0, 0.94, 0.98);
    }

    // Order statistics from tables of the binomial law: of 9 values 10 in 512 have at most one below the median, of
    // 100 at most 39 in 1.76 %.
    [Theory]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(100, 40)]
    [InlineData(4000, 1938)]
    public void The_interval_of_a_median_covers_what_it_says(int count, int k)
    {
        var interval = Enumerable.Range(1, count).Select(i => (double)i).MedianInterval();
        Assert.Equal((k, count + 1 - k), interval);
    }

    [Fact]
    public void Five_values_have_no_such_interval()
    {
        var interval = new double[] { 1, 2, 3, 4, 5 }.MedianInterval();
        Assert.Null(interval);
        Assert.Equal("none of fewer than six", interval.Text());
    }

    [Fact]
    public void The_heavy_ball_with_friction_on_a_parabola()
    {
        // f = x^2/2, a = 1: x = exp(-t/2) (cos wt + sin wt / (2 w)), w^2 = 3/4.
        var states = HeavyBallWithFriction.Solve(new Quadratic([1], [1], [0]), 1, [1, 0.5], 0.1, 100);
        var w = Math.Sqrt(0.75);
        Assert.All(Enumerable.Range(0, 101), i =>
        {
            var t = 0.1 * i;
            var exact = Math.Exp(-t / 2) * (Math.Cos(w * t) + (Math.Sin(w * t) / (2 * w)));
            Assert.Equal(exact, states[i][0], 11);
            Assert.Equal(exact / 2, states[i][1], 11);
        });
    }

    [Fact]
    public void The_stationary_law_of_the_toy_saddle()
    {
        Assert.Equal(0.001 / Math.Sqrt(1 - 0.64), ToyStationary.Deviation(0.001, 200), 15);
        Assert.Equal(double.PositiveInfinity, ToyStationary.Deviation(0.01, 200));
    }

    // Judges as it is told to, whatever is measured.
    private sealed record Told(Outcome Judged) : Claim<double>
    {
        private double _measured;

        public override int Place => 1;

        public override Published Published => new("nothing", "nowhere", "not at all");

        public override string Condition => "none";

        public Finding Found(double measured)
        {
            _measured = measured;
            return Find(Seeded);
        }

        public override double Measure(ClaimSetting setting) => _measured;

        public override Finding Report(double measured, ClaimSetting setting) =>
            new(Judged, measured, "a number", "So it is.", new("nothing", [])) { Settings = [] };
    }
}
