using Saddle.Figures;
using Saddle.Papers.Heusel2017;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests;

/// <summary>Pairs of rates against single ones: who wins, and what is drawn of it.</summary>
public sealed class ContestTests
{
    private static readonly ImagesTwoTimeScales Images = new();
    private static readonly LanguageTwoTimeScales Language = new();

    [Fact]
    public void The_best_pair_below_the_best_single_rate_holds()
    {
        // Arms: two single rates, then two pairs.
        var finding = Reports.Holds(Images, new([Finals(5), Finals(4), Finals(9), Finals(3)]));
        Assert.Equal(0.75, finding.Measured);
        Assert.Equal(3, finding.Seeds);
        finding.Says("is 3 at the best two rates (D 5e-4, G 1e-4) and 4 at the best single one (5e-4 and 5e-4)");
        Assert.Equal(["D 1e-4, G 5e-4", "two", "8, 9, 11", "20.0"], finding.Table!.Rows[2]);
    }

    [Theory]
    [InlineData(4.0, 5.0, 4.0, 6.0)] // a draw
    [InlineData(4.0, 5.0, 4.1, 6.0)]
    [InlineData(3.0, 5.0, 9.0, 3.5)]
    public void A_pair_that_is_not_below_contradicts(double one, double other, double pair, double another) =>
        Reports.Contradicts(Images, new([Finals(one), Finals(other), Finals(pair), Finals(another)]));

    [Fact]
    public void The_median_over_seeds_decides_not_the_mean()
    {
        Course[] skewed = [.. Finals(3)[..2], Run(100)];
        Reports.Holds(Images, new([Finals(4), Finals(5), Finals(9), skewed]));
    }

    [Fact]
    public void Two_rates_with_the_lower_divergence_hold()
    {
        var finding = Reports.Holds(Language, new([Finals(3), Finals(2)], 0.125));
        Assert.Equal(2, finding.Measured);
        finding.Says("2.000 with two rates and 3.000 with one");
        finding.Says("are 0.125 apart");
        Reports.Contradicts(Language, new([Finals(2), Finals(2)], 0.125));
        Reports.Contradicts(Language, new([Finals(2), Finals(2.5)], 0.125));
    }

    [Fact]
    public void A_line_is_the_mean_over_seeds_in_the_band_of_all()
    {
        var panels = Reports.Of(Language, new([Finals(3), Finals(2)], 0.1)).Figure.Panels;
        Assert.Equal(3, panels.Count);
        var line = Assert.IsType<Line>(panels[1].Traces[0]);
        Assert.Equal("1e-4 and 1e-4, 10 steps of D", line.Name);
        Assert.Equal([10, 20], line.X);
        Assert.Equal(30, line.Y[0]);
        Assert.Equal(10.0 / 3, line.Y[1]!.Value, 12);
        Assert.Equal([30, 2], line.Low!);
        Assert.Equal([30, 5], line.High!);
        Assert.Equal([1, 2], Assert.IsType<Line>(panels[0].Traces[0]).X);
        Assert.Equal([10, 20], Assert.IsType<Line>(panels[2].Traces[1]).X);
    }

    [TorchFact]
    public void A_course_looks_after_as_many_rounds_as_it_is_asked_to()
    {
        const string Configuration =
            """
            data: {name: ring, modes: 1, radius: 1, sd: 0.3}
            generator: {name: mlp, latent: 2, width: 4, depth: 1}
            discriminator: {name: mlp, depth: 0}
            objective: wasserstein
            rule: {name: simultaneous, eta-g: 0.01, eta-d: 0.1}
            batch: 8
            """;
        using var at = Networks.Start(Configuration, Reports.Quick, 0);
        var course = Contest.Follow(at, [2, 5, 60], work: 3, Reports.Quick, () => 10.0 * at.Step);
        Assert.Equal([2, 5, 60], course.Rounds);
        Assert.Equal([6, 15, 180], course.Work);
        Assert.Equal([20, 50, 600], course.Figures);
        Assert.Equal(course.Seconds.Order(), course.Seconds);
        Assert.True(course.Seconds[0] > 0);
    }

    // Three seeds around a median: one below, two above.
    private static Course[] Finals(double median) => [Run(median - 1), Run(median), Run(median + 2)];

    private static Course Run(double final) => new([1, 2], [10, 20], [10, 20], [30, final]);
}
