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
        "at each of the three stages the norm falls, from its largest value to the last look, by a factor of at least "
        + "10 in the median";

    /// <inheritdoc/>
    private protected override string Unit => "least of the three stages' median factors";

    /// <inheritdoc/>
    private protected override string Subject => "The gradient of log(1 - D)";

    /// <inheritdoc/>
    private protected override int Columns => 2;

    /// <inheritdoc/>
    private protected override (bool Holds, double Value, string Reason) Judge(
        IReadOnlyList<DiscriminatorCourses> stages)
    {
        var falls = stages.Select(s => s.Falls(p => p.Saturating).Median()).ToList();
        var distances = stages.Select(s => s.Last(p => p.Distance).Median());
        return (
            falls.Min() >= 10,
            falls.Min(),
            $"the norm falls by factors of {Row(falls, "G3")} from its largest value. "
            + $"The largest |D - D*| + |grad D| on the samples is then {Row(distances, "G2")}.");
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages) =>
    [
        Panel("gradient of log(1 - D)", stages, p => p.Saturating, log: true),
        Panel("largest |D - D*| + |grad D|", stages, p => p.Distance, log: true),
    ];
}
