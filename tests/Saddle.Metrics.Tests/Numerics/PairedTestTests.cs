namespace Saddle.Metrics.Tests;

/// <summary>The test of paired differences and the agreement of orders, counted by hand and by SciPy.</summary>
public sealed class PairedTestTests
{
    [Fact]
    public void Differences_of_one_sign_are_as_far_from_0_in_two_of_all_their_signs()
    {
        Assert.Equal(2 / 32.0, PairedTest.Chance([1, 2, 3, 4, 5]));
        Assert.Equal(PairedTest.Chance([1, 2, 3, 4, 5]), PairedTest.Chance([-1, -2, -3, -4, -5]));
        Assert.Equal(1, PairedTest.Chance([0, 0, 0]));

        // The sums of +-1, +-2 and +-4 are the odd numbers from -7 to 7: 5 and 7 are as far as 5, on both sides.
        Assert.Equal(4 / 8.0, PairedTest.Chance([-1, 2, 4]));
    }

    [Fact]
    public void Rounding_in_another_order_does_not_count() =>
        Assert.Equal(2 / 1024.0, PairedTest.Chance([.. Enumerable.Range(1, 10).Select(i => 0.1 * i)]));

    [Fact]
    public void None_or_too_many_differences_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedTest.Chance([]));
        Assert.Throws<ArgumentException>(() => PairedTest.Chance(new double[17]));
    }

    [Fact]
    public void Agreement_is_Kendalls_tau_b()
    {
        Assert.Equal(1, RankAgreement.Tau([1, 2, 3, 4], [10, 20, 25, 90]));
        Assert.Equal(-1, RankAgreement.Tau([1, 2, 3], [3, 2, 1]));

        // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).
        Assert.Equal(-0.47140452079103173, RankAgreement.Tau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), 1e-15);
        Assert.True(double.IsNaN(RankAgreement.Tau([1, 1, 1], [1, 2, 3])));
    }
}
