using Saddle.Gans.Probes;
using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Tests.Arjovsky2017.HandMade;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claims on fresh discriminators between supports that are apart and supports that cross.</summary>
public sealed class SupportsTests
{
    [Theory]
    [InlineData(1, 0.1, Outcome.Holds)]
    [InlineData(1, 0.101, Outcome.Contradicted)]
    [InlineData(0.999, 0.1, Outcome.Contradicted)]
    [InlineData(0.5, 1.5, Outcome.Contradicted)] // a discriminator that is never trained
    public void Disjoint_supports_need_every_sample_told_in_every_seed_and_a_small_median_distance(
        double worstAccuracy,
        double medianDistance,
        Outcome expected)
    {
        var runs = Runs(
            Look(distance: 1.5),
            Look(distance: 0.01),
            Look(accuracy: worstAccuracy, distance: medianDistance),
            Look(distance: 7));
        var finding = new DisjointSupports().Report(runs, Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(medianDistance, finding.Measured);
        Assert.Null(finding.Interval); // of fewer than six seeds
        Assert.Equal(3, finding.Seeds);
        Assert.Contains($"of 3 seeds is {worstAccuracy.Text("F4")}", finding.Reason);
        Assert.Contains($"{medianDistance.Text("G2")} in the median, 7 in the worst seed;", finding.Reason);
        Assert.EndsWith("at the start 1.5.", finding.Reason);
        Assert.Equal([1.5, medianDistance], finding.Figure.Panels[1].Lines()[0]);
    }

    // 2 log 2 / 10 = 0.13863.
    [Theory]
    [InlineData(0.99, 0.1386, Outcome.Holds)]
    [InlineData(0.989, 0.1386, Outcome.Contradicted)]
    [InlineData(0.99, 0.1387, Outcome.Contradicted)]
    [InlineData(0.5, 1.3863, Outcome.Contradicted)] // a discriminator that is never trained
    public void Crossing_supports_need_a_median_accuracy_and_a_median_error(
        double accuracy,
        double error,
        Outcome expected)
    {
        var crossing = Runs(
            Look(distance: 3, saturating: 4),
            Look(accuracy: 0.5, error: 2, distance: 9, saturating: 2),
            Look(accuracy: accuracy, error: error, distance: 9, saturating: 2),
            Look(accuracy: 1, error: 0, distance: 9, saturating: 2));
        var apart = Runs(Look(saturating: 10), Look(distance: 0.02, saturating: 1));
        var finding = new CrossingSupports().Report(new(apart, crossing), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(accuracy, finding.Measured);
        Assert.Null(finding.Interval); // of fewer than six seeds
        Assert.Equal(3, finding.Seeds);
        Assert.Contains("is 9 (3 at the start), where supports apart have 0.02:", finding.Reason);
        Assert.Contains("ends at 0.5 times its start instead of 0.1.", finding.Reason);
        Assert.Equal([[4, 2], [10, 1]], finding.Figure.Panels[2].Lines());
    }

    [Theory]
    [InlineData(100, Outcome.Holds)]
    [InlineData(99.9, Outcome.Contradicted)]
    [InlineData(1, Outcome.Contradicted)] // a discriminator that is never trained
    [InlineData(0.5, Outcome.Contradicted)] // the gradient of -log D in its place
    public void The_saturating_gradient_vanishes_only_where_it_falls_a_hundredfold_in_every_seed(
        double leastFall,
        Outcome expected)
    {
        // The largest norm is not that of the first look.
        static FreshDiscriminator[] Run(double last) =>
            [Look(saturating: 0.5), Look(1, saturating: 1000), Look(9, saturating: last, nonSaturating: 6)];
        var runs = new DiscriminatorCourses([Run(1000 / leastFall), Run(1), Run(0.1)]);
        var finding = new SaturatingGradientVanishes().Report(runs, Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(1000, finding.Measured);
        Assert.Null(finding.Interval); // of fewer than six seeds
        Assert.Contains("of 1E+03 in the median and", finding.Reason);
        Assert.Contains("that of -log D ends at 6 times its start.", finding.Reason);
        Assert.Equal([1, 1, 9], finding.Figure.Panels[0].Traces.OfType<Figures.Line>().First().X);
    }

    // M distance / (1 - distance) is 2 at a distance of a half and M = 2.
    [Theory]
    [InlineData(1.99, 0.5, Outcome.Holds)]
    [InlineData(2, 0.5, Outcome.Contradicted)]
    [InlineData(1.99, 1.1, Outcome.Contradicted)]
    [InlineData(4, 0.5, Outcome.Contradicted)] // the gradient of -log D in its place
    public void The_norm_is_below_the_bound_wherever_that_speaks_and_it_speaks_at_half_of_the_looks_apart(
        double norm,
        double distance,
        Outcome expected)
    {
        var last = Look(5, distance: distance, saturating: norm, steepness: 2);
        var apart = Runs(Look(distance: 1.5), last, last);
        var crossing = Runs(Look(distance: 2), Look(5, distance: 0.5, saturating: 1, steepness: 2));
        var finding = new VanishingBound().Report(new(apart, crossing), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(distance < 1 ? norm / 2 : 0.5, finding.Measured, 15);
        Assert.Equal(3, finding.Seeds);
        Assert.Contains($"at {(distance < 1 ? 2 : 0)} of 4 looks, between crossing ones at 1 of 2;", finding.Reason);
        Assert.Equal(["seed 1", "seed 2"], finding.Figure.Titles());
    }

    [Fact]
    public void A_norm_above_the_bound_between_crossing_supports_contradicts_too()
    {
        var apart = Runs(Look(distance: 0.5, saturating: 0.1), Look(1, distance: 0.5, saturating: 0.1));
        var crossing = Runs(Look(distance: 0.5, saturating: 0.1), Look(1, distance: 0.5, saturating: 1.1));
        var finding = new VanishingBound().Report(new(apart, crossing), Quick);
        Assert.Equal((Outcome.Contradicted, 1.1), (finding.Outcome, finding.Measured));
        Assert.Equal(Outcome.Holds, new VanishingBound().Report(new(apart, apart), Quick).Outcome);
    }

    // Without noise and with it; in each line one of the four numbers is just on the wrong side.
    [Theory]
    [InlineData(0.98, 0.1, 0.89, 1, Outcome.Holds)]
    [InlineData(0.979, 0.1, 0.89, 1, Outcome.Contradicted)]
    [InlineData(0.98, 0.101, 0.89, 1.01, Outcome.Contradicted)]
    [InlineData(0.98, 0.1, 0.9, 1, Outcome.Contradicted)]
    [InlineData(0.98, 0.1, 0.89, 0.99, Outcome.Contradicted)]
    [InlineData(0.5, 1, 0.5, 1, Outcome.Contradicted)] // a discriminator that is never trained
    [InlineData(1, 0.001, 1, 0.001, Outcome.Contradicted)] // noise that is not there
    public void Perfect_discrimination_needs_its_accuracy_its_fall_and_what_noise_does_to_both(
        double accuracy,
        double norm,
        double noisyAccuracy,
        double noisyNorm,
        Outcome expected)
    {
        var bare = Runs(Look(), Look(1, accuracy: accuracy, saturating: norm));
        var noisy = Runs(Look(), Look(1, accuracy: noisyAccuracy, saturating: noisyNorm));
        var finding = new PerfectDiscrimination().Report(new(bare, noisy), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(accuracy, finding.Measured);
        Assert.Null(finding.Interval); // of fewer than six seeds
        Assert.Contains($"falls by a factor of {(1 / norm).Text("G3")}; with noise", finding.Reason);
        Assert.Contains($"the gradient {(noisyNorm / norm).Text("G3")} times as long.", finding.Reason);
        Assert.Equal([[1, norm], [1, noisyNorm]], finding.Figure.Panels[1].Lines());
    }
}
