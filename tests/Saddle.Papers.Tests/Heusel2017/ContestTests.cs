using Saddle.Figures;
using Saddle.Papers.Heusel2017;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests;

/// <summary>Pairs of rates against single ones: who wins, and what is drawn of it.</summary>
public sealed class ContestTests
{
    private static readonly ImagesTwoTimeScales Images = new();
    private static readonly WganGpTwoTimeScales WganGp = new();
    private static readonly LanguageTwoTimeScales Language = new();

    // Arms of the choice: four single rates, then four pairs.
    [Fact]
    public void The_best_of_either_side_are_chosen_on_some_seeds_and_judged_on_others()
    {
        var finding = Reports.Holds(Images, Measured(Six(4), Six(3)), Reports.Full);
        Assert.Equal(Math.Exp(LogRatio(3, 4)), finding.Measured, 12);
        Assert.Equal(6, finding.Seeds);
        finding.Says("Over 3 seeds D 5E-4, G 1E-4 is the best of two rates and 2E-4 both of one.");
        finding.Says("the median final distance is 3 with two and 4 with one");
        Assert.Equal(["D 1E-4, G 5E-4", "two", "8, 9, 11", "20.0"], finding.Table!.Rows[4]);
        Assert.Contains(("floor", "0.125, of as many others of the data"), finding.Settings);
    }

    // Seven seeds, of which one arm's run has collapsed at one; and the same with the other arm's at another.
    [Fact]
    public void Runs_that_collapse_are_counted_apart()
    {
        Course[] one = [.. Six(4), Run(4)], two = [.. Six(3), Run(700)];
        var finding = Reports.Holds(Images, Measured(one, two), Reports.Full);
        Assert.Equal(Math.Exp(LogRatio(3, 4)), finding.Measured, 12);
        finding.Says("1 of them collapse with two and 0 with one. Over the 6 seeds at which neither does");
        Assert.Equal(7, finding.Seeds);
        Reports.Undecided(Images, Measured(one.With(2, Run(600)), two), Reports.Full)
            .Says("1 of them collapse with two and 1 with one. Over the seeds as they are the ratio is");
        Reports.Contradicts(Images, Measured([.. Six(3), Run(600)], [.. Six(4), Run(3)]), Reports.Full);
    }

    // What the choice says of the two does not count.
    [Fact]
    public void A_pair_that_is_above_contradicts_and_one_that_is_above_at_a_seed_is_open()
    {
        Reports.Contradicts(Images, Measured(Six(4), Six(5)), Reports.Full);
        Reports.Undecided(Images, Measured(Six(4), Six(4)), Reports.Full);
        Reports.Undecided(Images, Measured(Six(4), Six(3).With(2, Run(4.1))), Reports.Full);
    }

    [Fact]
    public void The_quick_form_says_how_the_arms_compare_and_decides_nothing()
    {
        var finding = Reports.Undecided(Images, Measured(Six(4), Six(3)));
        Assert.True(finding.Interval!.Value.High < 1);
    }

    // Arms exchanged, and an arm without effect, beside what holds.
    [Fact]
    public void The_critic_with_a_penalty_is_judged_likewise()
    {
        var finding = Reports.Holds(WganGp, Measured(Six(4), Six(3)), Reports.Full);
        finding.Says("Over 3 seeds D 5E-4, G 1E-4 is the best of two rates and 3E-4 both, 5 steps of D of one.");
        Assert.Contains(("work", "40000 gradients of a player"), finding.Settings);
        Reports.Contradicts(WganGp, Measured(Six(3), Six(4)), Reports.Full);
        Reports.Undecided(WganGp, Measured(Six(4), Six(4)), Reports.Full);
        Reports.Undecided(WganGp, Measured(Six(4), Six(3)));
    }

    [Fact]
    public void Two_rates_with_the_lower_divergence_hold()
    {
        var finding = Reports.Holds(Language, new([Six(3), Six(2), Six(1)], 0.125));
        Assert.Equal(Math.Exp(LogRatio(2, 3)), finding.Measured, 12);
        finding.Says("is 2.000 with two rates and 3.000 with one and ten");
        finding.Says("with one rate and one step it is 1.000");
        finding.Says("are 0.125 apart");
        Reports.Undecided(Language, new([Six(2), Six(2), Six(1)], 0.125));
        Reports.Contradicts(Language, new([Six(2), Six(2.5), Six(3)], 0.125));
    }

    [Fact]
    public void A_line_is_the_mean_over_seeds_in_the_band_of_all()
    {
        var panels = Reports.Of(Language, new([Six(3), Six(2), Six(1)], 0.1)).Figure.Panels;
        Assert.Equal(3, panels.Count);
        var line = Assert.IsType<Line>(panels[1].Traces[0]);
        Assert.Equal("1e-4 and 1e-4, 10 steps of D", line.Name);
        Assert.Equal([10, 20], line.X);
        Assert.Equal(30, line.Y[0]);
        Assert.Equal(19.0 / 6, line.Y[1]!.Value, 12);
        Assert.Equal([30, 2.5], line.Low!);
        Assert.Equal([30, 4.5], line.High!);
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

    private static ImageContest.Measurements Measured(IReadOnlyList<Course> one, IReadOnlyList<Course> two) =>
        new(
            [Finals(5), Finals(4), Finals(6), Finals(6), Finals(9), Finals(3), Finals(9), Finals(9)],
            [one, two],
            0.125,
            600);

    // Three seeds around a median: one below, two above.
    private static Course[] Finals(double median) => [Run(median - 1), Run(median), Run(median + 2)];

    // Six seeds of this median.
    private static Course[] Six(double median) =>
        [Run(median - 0.5), Run(median), Run(median), Run(median), Run(median), Run(median + 1.5)];

    private static double LogRatio(double two, double one) =>
        ((4 * Math.Log(two / one)) + Math.Log((two - 0.5) / (one - 0.5)) + Math.Log((two + 1.5) / (one + 1.5))) / 6;

    private static Course Run(double final) => new([1, 2], [10, 20], [10, 20], [30, final]);
}
