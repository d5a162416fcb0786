using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 1: the error and the accuracy of a fresh discriminator.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record FirstFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 22 : 19;

    /// <inheritdoc/>
    public override Published Published => new(
        "accuracy 1, sometimes in fewer than 50 iterations",
        "figure 1, for DCGAN after 1, 10 and 25 epochs",
        "read in the paper");

    /// <inheritdoc/>
    public override Outcome Expected => Images ? Outcome.Holds : Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition =>
        Judged + " the median accuracy of the last look is at least 0.99, and the median error at most a tenth of that "
        + "of the first look";

    /// <inheritdoc/>
    private protected override Outcome? InFull =>
        Images ? null : Outcome.Holds; // 10,000 iterations tell even a curve that is 0.13 from the circle

    /// <inheritdoc/>
    private protected override string Unit => "least of the stages' median accuracies";

    /// <inheritdoc/>
    private protected override string Subject => "A fresh discriminator";

    /// <inheritdoc/>
    private protected override int Columns => 2;

    /// <inheritdoc/>
    private protected override (bool Holds, double Value) Judge(IReadOnlyList<DiscriminatorCourses> stages)
    {
        var least = Accuracies(stages).Min();
        return (least >= 0.99 && Errors(stages).Max() <= 0.1, least);
    }

    /// <inheritdoc/>
    private protected override string Told(IReadOnlyList<DiscriminatorCourses> stages) =>
        $"the median accuracies are {Row(Accuracies(stages), "F4")}, "
        + $"and the errors {Row(Errors(stages), "G2")} of the first look's.";

    /// <inheritdoc/>
    private protected override IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages) =>
    [
        Panel("error", stages, p => p.Error, log: true),
        Panel("accuracy", stages, p => p.Accuracy, log: false),
    ];

    private static IEnumerable<double> Accuracies(IReadOnlyList<DiscriminatorCourses> stages) =>
        stages.Select(s => s.Last(p => p.Accuracy).Median());

    private static IEnumerable<double> Errors(IReadOnlyList<DiscriminatorCourses> stages) =>
        stages.Select(s => s.Growths(p => p.Error).Median());
}
