using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The divergence of Jensen and Shannon, place by place.</summary>
public sealed class JensenShannonTests
{
    [Fact]
    public void Laws_that_never_meet_are_log_2_apart_and_a_law_is_not_apart_from_itself()
    {
        var apart = JensenShannon.Twice(0.4, 0) + JensenShannon.Twice(0.6, 0) + JensenShannon.Twice(0, 1);
        Assert.Equal(2 * Math.Log(2), apart, 15);
        Assert.Equal(0, JensenShannon.Twice(0.3, 0.3), 15);
        Assert.Equal(0, JensenShannon.Twice(0, 0));
    }

    // The entropy of a middle less the mean entropy: H(1/2) - H(1/4) of coins that fall on a side 1/4 and 3/4 of the
    // time.
    [Fact]
    public void Two_coins_differ_by_the_entropy_that_their_mixture_has_more()
    {
        static double Entropy(double p) => -(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
        var twice = JensenShannon.Twice(0.25, 0.75) + JensenShannon.Twice(0.75, 0.25);
        Assert.Equal(Entropy(0.5) - Entropy(0.25), twice / 2, 15);
    }
}
