using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Tests.Arjovsky2017.HandMade;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claims on figures 1 to 3: fresh discriminators at three stages of training.</summary>
public sealed class FrozenStagesTests
{
    [Theory]
    [InlineData(0.99, 0.1, Outcome.Holds)]
    [InlineData(0.989, 0.1, Outcome.Contradicted)]
    [InlineData(0.99, 0.101, Outcome.Contradicted)]
    [InlineData(0.5, 1, Outcome.Contradicted)] // a discriminator that is never trained
    public void Figure_1_needs_accuracy_and_a_fall_of_the_error_at_each_stage(
        double accuracy,
        double error,
        Outcome expected)
    {
        static DiscriminatorCourses Stage(double a, double e) => Runs(Look(), Look(1, error: e, accuracy: a));
        foreach (FirstFigure figure in (FirstFigure[])[new FirstFigureCurves(), new FirstFigureImages()])
        {
            foreach (var worst in Enumerable.Range(0, 3))
            {
                var finding = figure.Report(
                    Stages(figure, i => i == worst ? Stage(accuracy, error) : Stage(1, 0.05)), Quick);
                Assert.Equal(expected, finding.Outcome);
                Assert.Equal(accuracy, finding.Measured);
                Assert.Null(finding.Recorded);
            }
        }
    }

    [Theory]
    [InlineData(10, Outcome.Holds)]
    [InlineData(9.9, Outcome.Contradicted)]
    [InlineData(1, Outcome.Contradicted)] // a discriminator that is never trained
    [InlineData(0.1, Outcome.Contradicted)] // the gradient of -log D in its place
    public void Figure_2_needs_a_tenfold_fall_from_the_first_look_at_each_stage(double fall, Outcome expected)
    {
        static DiscriminatorCourses Stage(double factor) => new(
        [
            [Look(saturating: 1), Look(1, saturating: 50), Look(2, saturating: 1 / factor, distance: 0.25)],
        ]);
        var figure = new SecondFigureImages();
        foreach (var worst in Enumerable.Range(0, 3))
        {
            var finding = figure.Report(Stages(figure, i => Stage(i == worst ? fall : 20)), Quick);
            Assert.Equal(expected, finding.Outcome);
            Assert.Equal(fall, finding.Measured, 12);
            Assert.EndsWith("on the samples is then 0.25, 0.25, 0.25.", finding.Reason);
        }
    }

    [Theory]
    [InlineData(2.01, 2.01, Outcome.Holds)]
    [InlineData(2, 5, Outcome.Contradicted)]
    [InlineData(5, 2, Outcome.Contradicted)]
    [InlineData(1, 1, Outcome.Contradicted)] // a discriminator that is never trained
    [InlineData(0.01, 0.01, Outcome.Contradicted)] // the gradient of log(1 - D) in its place
    public void Figure_3_needs_the_norm_and_its_deviation_more_than_doubled_at_each_stage(
        double norm,
        double deviation,
        Outcome expected)
    {
        static DiscriminatorCourses Stage(double n, double d) => Runs(
            Look(nonSaturating: 2, deviation: 3),
            Look(1, nonSaturating: 2 * n, deviation: 3 * d),
            Look(1, nonSaturating: 2 * n, deviation: 3 * d));
        foreach (ThirdFigure figure in (ThirdFigure[])[new ThirdFigureCurves(), new ThirdFigureImages()])
        {
            foreach (var worst in Enumerable.Range(0, 3))
            {
                var finding = figure.Report(
                    Stages(figure, i => i == worst ? Stage(norm, deviation) : Stage(7, 7)), Quick);
                Assert.Equal(expected, finding.Outcome);
                Assert.Equal(Math.Min(norm, 7), finding.Measured);
                Assert.Equal(2, finding.Seeds);
            }
        }
    }

    [Fact]
    public void A_stage_whose_curve_has_converged_is_not_judged()
    {
        static DiscriminatorCourses Told(double accuracy) =>
            Runs(Look(error: 2), Look(1, error: 0.1, accuracy: accuracy));
        static FrozenStages.Stage Away(double accuracy, double distance) => new(Told(accuracy), [distance, 9, 0]);
        var figure = new FirstFigureCurves();
        var finding = figure.Report(new([Away(1, 3), Away(0.995, 0.1), Away(0.6, 0.099)]), Quick);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0.995, finding.Measured);
        Assert.Equal(
            "After 100 updates, 500 updates, 2,500 updates the median accuracies are 1.0000, 0.9950, 0.6000, and the "
            + "errors 0.05, 0.05, 0.05 of the first look's. The curves are then 3, 0.1, 0.099 away from the circle; "
            + "what has converged (2,500 updates) is not judged.",
            finding.Reason);
        Assert.Equal(
            Outcome.Contradicted, figure.Report(new([Away(1, 3), Away(1, 1), Away(0.6, 0.1)]), Quick).Outcome);
        Assert.Equal(
            Outcome.Undecided, figure.Report(new([Away(1, 0), Away(1, 0), Away(1, 0)]), Quick).Outcome);
    }

    [Fact]
    public void Stages_of_images_are_epochs_and_a_figure_draws_one_line_each()
    {
        var stage = Runs(Look(error: 2), Look(1, error: 1, accuracy: 0.75), Look(1, error: 4, accuracy: 0.95));
        var figure = new FirstFigureImages();
        var finding = figure.Report(Stages(figure, _ => stage), Quick);
        Assert.Equal(
            "After 1 epoch, 10 epochs, 25 epochs the median accuracies are 0.8500, 0.8500, 0.8500, "
            + "and the errors 1.2, 1.2, 1.2 of the first look's.",
            finding.Reason);
        Assert.Equal(["1 epoch", "10 epochs", "25 epochs"], finding.Figure.Panels[1].Names());
        Assert.Equal([1, 0.85], finding.Figure.Panels[1].Lines()[0].Select(y => Math.Round(y!.Value, 12)));
        Assert.Contains(("iterations of the fresh discriminator", "2000"), finding.Settings);
        var full = figure.Report(Stages(figure, _ => stage), Quick with { Full = true });
        Assert.Contains(("iterations of the fresh discriminator", "4000"), full.Settings);
    }

    // Far from the circle, where they are curves.
    private static FrozenStages.Measurements Stages(FrozenStages figure, Func<int, DiscriminatorCourses> stage) =>
        new([.. Enumerable.Range(0, 3).Select(i => new FrozenStages.Stage(stage(i), figure.Images ? [] : [1]))]);
}
