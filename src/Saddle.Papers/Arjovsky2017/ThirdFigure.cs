using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 3: the gradient under -log D.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record ThirdFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 24 : 21;

    /// <inheritdoc/>
    public override Published Published => new(
        "the norm grows, except where training has converged",
        "figure 3, for DCGAN after 1, 10 and 25 epochs",
        "the figure remembered, the sentence read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "at the first two stages the norm of the last look is more than twice that of the first, in the median";

    /// <inheritdoc/>
    private protected override string Unit => "lesser of the first two stages' median factors";

    /// <inheritdoc/>
    private protected override string Subject => "The gradient of -log D";

    /// <inheritdoc/>
    private protected override int Columns => 1;

    /// <inheritdoc/>
    private protected override (bool Holds, double Value, string Reason) Judge(
        IReadOnlyList<DiscriminatorCourses> stages)
    {
        var growths = stages.Select(s => s.Growths(p => p.NonSaturating).Median()).ToList();
        var lesser = growths.Take(2).Min();
        return (lesser > 2, lesser, $"the norm ends at {Row(growths, "G3")} times its start.");
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages) =>
        [Panel("gradient of -log D", stages, p => p.NonSaturating, log: true)];
}
