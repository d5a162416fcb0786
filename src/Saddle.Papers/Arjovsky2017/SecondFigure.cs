using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 2: the gradient under log(1 - D).</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record SecondFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 23 : 20;

    /// <inheritdoc/>
    public override Published Published => new(
        "falls by up to five orders of magnitude in 4,000 iterations",
        "figure 2, for DCGAN after 1, 10 and 25 epochs",
        "remembered");

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition =>
        Judged + " the norm falls from the first look to the last by a factor of at least 10 in the median";

    /// <inheritdoc/>
    private protected override string Unit => "least of the stages' median factors";

    /// <inheritdoc/>
    private protected override string Subject => "The gradient of log(1 - D)";

    /// <inheritdoc/>
    private protected override int Columns => 2;

    /// <inheritdoc/>
    private protected override (bool Holds, double Value) Judge(IReadOnlyList<DiscriminatorCourses> stages)
    {
        var least = Falls(stages).Min();
        return (least >= 10, least);
    }

    /// <inheritdoc/>
    private protected override string Told(IReadOnlyList<DiscriminatorCourses> stages) =>
        $"the norm has fallen by factors of {Row(Falls(stages), "G3")}, and from its largest value by "
        + $"{Row(stages.Select(s => s.Falls(p => p.Saturating).Median()), "G3")}. The largest |D - D*| + |grad D| on "
        + $"the samples is then {Row(stages.Select(s => s.Last(p => p.Distance).Median()), "G2")}.";

    /// <inheritdoc/>
    private protected override IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages) =>
    [
        Panel("gradient of log(1 - D)", stages, p => p.Saturating, log: true),
        Panel("largest |D - D*| + |grad D|", stages, p => p.Distance, log: true),
    ];

    private static IEnumerable<double> Falls(IReadOnlyList<DiscriminatorCourses> stages) =>
        stages.Select(s => s.Growths(p => 1 / p.Saturating).Median());
}
