using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>The Wilson interval against published values and its definition.</summary>
public sealed class ProportionTests
{
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I,
    // method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_has_the_published_ends(long successes, long trials, double low, double high)
    {
        var proportion = new Proportion(successes, trials);
        Assert.Equal(low, proportion.Low, 5e-5);
        Assert.Equal(high, proportion.High, 5e-5);
        Assert.Equal((double)successes / trials, proportion.Rate);
    }

    [Fact]
    public void The_ends_are_where_the_score_test_just_rejects()
    {
        // By definition an end p satisfies |rate - p| = z sqrt(p (1 - p) / n).
        foreach (var (successes, trials) in ((long, long)[])[(1, 2), (3, 10), (50, 64), (999, 1000), (123456, 1000000)])
        {
            var proportion = new Proportion(successes, trials);
            foreach (var p in (double[])[proportion.Low, proportion.High])
            {
                Assert.Equal(1.959963984540054, Math.Abs(proportion.Rate - p) / Math.Sqrt(p * (1 - p) / trials), 1e-6);
            }
        }
    }

    [Fact]
    public void The_interval_holds_the_rate_and_stays_between_zero_and_one()
    {
        for (var trials = 1; trials <= 60; trials++)
        {
            for (var successes = 0; successes <= trials; successes++)
            {
                var (proportion, mirrored) = (
                    new Proportion(successes, trials),
                    new Proportion(trials - successes, trials));
                Assert.True(
                    proportion.Low >= 0
                        && proportion.Low <= proportion.Rate
                        && proportion.Rate <= proportion.High
                        && proportion.High <= 1);
                Assert.Equal(1 - proportion.High, mirrored.Low, 1e-14);
                Assert.Equal((successes == 0, successes == trials), (proportion.Low == 0, proportion.High == 1));
            }
        }
    }
}
