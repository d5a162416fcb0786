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
                    new([.. Enumerable.Range(0, 3).Select(i => i == worst ? Stage(accuracy, error) : Stage(1, 0.05))]),
                    Quick);
                Assert.Equal(expected, finding.Outcome);
                Assert.Equal(accuracy, finding.Measured);
            }
        }
    }

    [Theory]
    [InlineData(10, Outcome.Holds)]
    [InlineData(9.9, Outcome.Contradicted)]
    public void Figure_2_needs_a_tenfold_fall_from_the_largest_norm_at_each_stage(double fall, Outcome expected)
    {
        static DiscriminatorCourses Stage(double factor) => new(
        [
            [Look(saturating: 1), Look(1, saturating: 50), Look(2, saturating: 50 / factor, distance: 0.25)],
        ]);
        foreach (var worst in Enumerable.Range(0, 3))
        {
            var finding = new SecondFigureImages().Report(
                new([.. Enumerable.Range(0, 3).Select(i => Stage(i == worst ? fall : 20))]),
                Quick);
            Assert.Equal(expected, finding.Outcome);
            Assert.Equal(fall, finding.Measured, 12);
            Assert.Contains("on the samples is then 0.25, 0.25, 0.25.", finding.Reason);
        }
    }

    [Theory]
    [InlineData(2.01, 3, 0.1, Outcome.Holds)]
    [InlineData(2, 3, 5, Outcome.Contradicted)]
    [InlineData(3, 2, 5, Outcome.Contradicted)]
    public void Figure_3_needs_the_norm_more_than_doubled_at_the_first_two_stages_only(
        double first,
        double second,
        double third,
        Outcome expected)
    {
        static DiscriminatorCourses Stage(double growth) =>
            Runs(Look(nonSaturating: 2), Look(1, nonSaturating: 2 * growth), Look(1, nonSaturating: 2 * growth));
        var finding = new ThirdFigureCurves().Report(new([Stage(first), Stage(second), Stage(third)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Min(first, second), finding.Measured);
        Assert.Equal(2, finding.Seeds);
        Assert.Equal(
            "After 100 updates, 500 updates, 2,500 updates the norm ends at "
            + $"{first.Text("G3")}, {second.Text("G3")}, {third.Text("G3")} times its start.",
            finding.Reason);
    }

    [Fact]
    public void Stages_of_images_are_epochs_and_a_figure_draws_one_line_each()
    {
        var stage = Runs(Look(error: 2), Look(1, error: 1, accuracy: 0.75), Look(1, error: 4, accuracy: 0.95));
        var finding = new FirstFigureImages().Report(new([stage, stage, stage]), Quick);
        Assert.Equal(
            "After 1 epoch, 10 epochs, 25 epochs the median accuracies are 0.8500, 0.8500, 0.8500, "
            + "and the errors 1.2, 1.2, 1.2 of the first look's.",
            finding.Reason);
        Assert.Equal(["1 epoch", "10 epochs", "25 epochs"], finding.Figure.Panels[1].Names());
        Assert.Equal([1, 0.85], finding.Figure.Panels[1].Lines()[0].Select(y => Math.Round(y!.Value, 12)));
        Assert.Contains(("iterations of the fresh discriminator", "300"), finding.Settings);
        var full = new FirstFigureImages().Report(new([stage, stage, stage]), Quick with { Full = true });
        Assert.Contains(("iterations of the fresh discriminator", "4000"), full.Settings);
    }
}
