using Saddle.Scalars;

namespace Saddle.Papers.Tests.Measuring;

/// <summary>The interval by sign flips, against a test that flips every sign, and by how often it covers.</summary>
public sealed class SignFlipsTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(12)]
    public void The_interval_is_what_the_test_by_all_signs_does_not_reject(int count)
    {
        const double Little = 1e-9;
        var differences = Skewed(count, run: 3);
        var (low, high) = SignFlips.Interval(differences);
        Assert.True(Share(differences, low - Little) <= 0.025);
        Assert.True(Share(differences, low + Little) > 0.025);
        double[] negated = [.. differences.Select(d => -d)];
        Assert.True(Share(negated, -high - Little) <= 0.025);
        Assert.True(Share(negated, -high + Little) > 0.025);
    }

    [Fact]
    public void Of_six_it_goes_from_the_least_to_the_greatest() =>
        Assert.Equal((-2, 7), SignFlips.Interval([3, -2, 0, 7, 1, 1]));

    // 1 - 2 * floor(0.025 * 2^n) / 2^n: 0.953125 of eight, for a law that is symmetric and far from normal.
    [Fact]
    public void It_covers_the_centre_as_often_as_it_says()
    {
        const int Samples = 4000;
        var covered = Enumerable.Range(0, Samples).Count(sample =>
        {
            var random = new Philox(11, sample, Purpose.Noise);
            var (low, high) = SignFlips.Interval(
                [.. Enumerable.Range(0, 8).Select(_ => 2 + Math.Pow((2 * random.Uniform()) - 1, 5))]);
            return low < 2 && 2 < high;
        });
        Assert.InRange((double)covered / Samples, 0.953125 - 0.01, 0.953125 + 0.01);
    }

    // Of many near-normal differences it is Student's, 2.0010 standard errors of 60.
    [Fact]
    public void Of_many_subsets_are_drawn_and_the_interval_is_nearly_Students()
    {
        double[] differences = [.. Enumerable.Range(1, 60).Select(i => 1 + Normal.Quantile((i - 0.5) / 60))];
        var variance = differences.Sum(d => (d - 1) * (d - 1)) / 59;
        var (low, high) = SignFlips.Interval(differences);
        var expected = 2.001 * Math.Sqrt(variance / 60);
        Assert.Equal(expected, high - 1, 0.03 * expected);
        Assert.Equal(expected, 1 - low, 0.03 * expected);
        Assert.Equal((low, high), SignFlips.Interval(differences));
    }

    [Fact]
    public void Too_few_and_what_is_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SignFlips.Interval([1, 2, 3, 4, 5]));
        Assert.Throws<ArgumentException>(() => SignFlips.Interval([1, 2, 3, 4, 5, double.NaN]));
        Assert.Throws<ArgumentException>(() => SignFlips.Interval([1, 2, 3, 4, 5, double.PositiveInfinity]));
    }

    // The share of all signs under which the sum of the centred differences is at least as large as it is.
    private static double Share(double[] differences, double centre)
    {
        var sum = differences.Sum(d => d - centre);
        var ways = 1 << differences.Length;
        return (double)Enumerable.Range(0, ways).Count(signs =>
            differences.Select((d, i) => (signs >> i & 1) == 0 ? d - centre : centre - d).Sum() >= sum - 1e-12) / ways;
    }

    private static double[] Skewed(int count, int run)
    {
        var random = new Philox(7, run, Purpose.Noise);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(2 * random.Uniform()) - 2)];
    }
}
