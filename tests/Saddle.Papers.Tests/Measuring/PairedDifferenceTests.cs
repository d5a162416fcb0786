using Saddle.Scalars;

namespace Saddle.Papers.Tests.Measuring;

/// <summary>
/// Shares over the same starts, and shares of which a run gives several trials: how often they cover.
/// </summary>
public sealed class PairedDifferenceTests
{
    // Agresti, "Categorical data analysis", table of two surveys of the same 1600 voters: 150 of them approve in the
    // first alone and 86 in the second alone; Wald's interval of the change is -0.0587 to -0.0213.
    [Fact]
    public void The_change_between_two_surveys()
    {
        var change = new PairedDifference(86, 150, 1600);
        Assert.Equal(-0.04, change.Value, 12);
        Assert.Equal(-0.0587, change.Low, 3e-4);
        Assert.Equal(-0.0213, change.High, 3e-4);
    }

    [Fact]
    public void Starts_are_paired_one_by_one()
    {
        bool[] first = [true, true, false, true, false];
        bool[] second = [true, false, true, false, false];
        Assert.Equal(new(2, 1, 5), PairedDifference.Of(first, second));
        Assert.Throws<ArgumentException>(() => PairedDifference.Of(first, second[1..]));
    }

    // Shares of 0.3 and 0.4 that go together: the exact difference is covered in some 95 of 100 cases.
    [Fact]
    public void The_difference_is_covered_as_often_as_it_says()
    {
        const int Samples = 4000;
        var covered = Enumerable.Range(0, Samples).Count(sample =>
        {
            var random = new Philox(3, sample, Purpose.Noise);
            double[] draws = [.. Enumerable.Range(0, 60).Select(_ => random.Uniform())];
            var change = new PairedDifference(draws.Count(u => u < 0.17), draws.Count(u => u is > 0.3 and < 0.37), 60);
            return change.Low < 0.1 && 0.1 < change.High;
        });
        Assert.InRange((double)covered / Samples, 0.935, 0.975);
    }

    // Runs of two trials that always end alike: half of the trials add nothing.
    [Fact]
    public void A_clustered_share_covers_where_Wilsons_does_not()
    {
        const int Samples = 4000;
        var (clustered, wilson) = (0, 0);
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = new Philox(4, sample, Purpose.Noise);
            var runs = Enumerable.Range(0, 100).Select(_ => random.Uniform() < 0.3 ? (2, 2) : (0, 2)).ToList();
            var share = ClusteredShare.Of(runs);
            var plain = new Dynamics.Proportion(runs.Sum(r => r.Item1), 200);
            clustered += share.Low < 0.3 && 0.3 < share.High ? 1 : 0;
            wilson += plain.Low < 0.3 && 0.3 < plain.High ? 1 : 0;
        }

        Assert.InRange((double)clustered / Samples, 0.93, 0.965);
        Assert.InRange((double)wilson / Samples, 0, 0.88);
    }

    // With one trial a run it is the plain standard error, but for the 99 in the place of 100.
    [Fact]
    public void With_a_trial_a_run_it_is_the_plain_interval()
    {
        var share = ClusteredShare.Of([.. Enumerable.Range(0, 100).Select(i => (i < 30 ? 1 : 0, 1))]);
        var half = Normal.Quantile975 * Math.Sqrt(0.3 * 0.7 / 99);
        Assert.Equal((0.3, 0.3 - half, 0.3 + half), (share.Rate, share.Low, share.High));
    }
}
