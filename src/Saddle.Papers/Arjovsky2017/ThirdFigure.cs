using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 3: the gradient under -log D.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record ThirdFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 24 : 21;

    /// <inheritdoc/>
    public override Published Published => new(
        "the norm grows, except where training has converged, and so does its variance",
        "figure 3, for DCGAN after 1, 10 and 25 epochs",
        "the figure remembered, the sentence read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        Judged + " the norm of the last look is more than twice that of the first, in the median, and so is its "
        + "deviation from minibatch to minibatch";

    /// <inheritdoc/>
    private protected override string Unit => "least of the stages' median factors";

    /// <inheritdoc/>
    private protected override string Subject => "The gradient of -log D";

    /// <inheritdoc/>
    private protected override int Columns => 2;

    /// <inheritdoc/>
    private protected override (bool Holds, double Value) Judge(IReadOnlyList<DiscriminatorCourses> stages)
    {
        var least = Growths(stages, p => p.NonSaturating).Min();
        return (least > 2 && Growths(stages, p => p.Deviation).Min() > 2, least);
    }

    /// <inheritdoc/>
    private protected override string Told(IReadOnlyList<DiscriminatorCourses> stages) =>
        $"the norm ends at {Row(Growths(stages, p => p.NonSaturating), "G3")} times its start, and its deviation from "
        + $"minibatch to minibatch at {Row(Growths(stages, p => p.Deviation), "G3")} times.";

    /// <inheritdoc/>
    private protected override IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages) =>
    [
        Panel("gradient of -log D", stages, p => p.NonSaturating, log: true),
        Panel("its deviation between minibatches", stages, p => p.Deviation, log: true),
    ];

    private static IEnumerable<double> Growths(
        IReadOnlyList<DiscriminatorCourses> stages, Func<FreshDiscriminator, double> value) =>
        stages.Select(s => s.Growths(value).Median());
}
