namespace Saddle.Papers.Pejhan2021;

/// <summary>
/// Three sentences against one, and a memory that reads them against sentences that stand beside the features.
/// </summary>
public abstract record ThreeSentences : RefinementClaim
{
    // Of the share of pictures: what one sentence may agree beyond chance with what it does not say.
    private const double Beyond = 0.05;

    /// <inheritdoc/>
    public override Published Published => new(
        "two additional descriptions improve the first image",
        "abstract",
        "the abstract was read; the paper and its tables were not, and which sentences a stage's memory reads is not "
        + "known to us");

    /// <inheritdoc/>
    public override string Condition =>
        "captions, 3,000 updates, generators of as many parameters; (a) where the sentence on the shape is the only "
        + "one, the shares of pictures of the caption's colour and place are by less than 0.05 above 1/6 and 1/4, and "
        + $"(b) the share of pictures that agree in all three, {Reading} less concatenation: each time the mean "
        + $"difference over paired seeds; {PairedGain.Decides}; the quick form only tells";

    /// <summary>The reading in words.</summary>
    private protected abstract string Reading { get; }

    /// <summary>The reading among the ways: 2 or 3.</summary>
    private protected abstract int Arm { get; }

    /// <inheritdoc/>
    private protected override int Stages => 2;

    // Both readings share their runs.

    /// <inheritdoc/>
    private protected override string Runs => "pejhan2021/three-sentences";

    /// <inheritdoc/>
    private protected override string Unit =>
        $"gain of {Reading} over concatenation in the share of pictures that agree with all of the caption";

    /// <inheritdoc/>
    internal override IReadOnlyList<CaptionArm> Arms(ClaimSetting setting)
    {
        var side = setting.Full ? 32 : 16;
        return
        [
            CaptionArm.Refined("one sentence", side, Stages, "memory", 48, sentences: 1),
            CaptionArm.Refined("concatenation", side, Stages, "concatenation", 19),
            CaptionArm.Refined("memory at once", side, Stages, "memory", 16),
            CaptionArm.Refined("memory by stages", side, Stages, "memory", 48, "by-stages"),
        ];
    }

    /// <inheritdoc/>
    private protected override long Updates(ClaimSetting setting) => setting.Full ? 3000 : 400;

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, PairedGain Gain)> Gains(
        IReadOnlyList<IReadOnlyList<PaintedShapes>> arms) =>
    [
        ($"{Reading} less concatenation", PairedGain.Of(Each(arms[Arm], r => r.Joint), Each(arms[1], r => r.Joint))),
        ("chance and 0.05 less one sentence's colour", Chance(arms[0], PaintedShapes.ColourChance, r => r.Colour)),
        ("chance and 0.05 less its place", Chance(arms[0], PaintedShapes.PlaceChance, r => r.Place)),
    ];

    private static PairedGain Chance(
        IReadOnlyList<PaintedShapes> one, double chance, Func<PaintedShapes, double> figure) =>
        PairedGain.Of([.. one.Select(_ => chance + Beyond)], Each(one, figure));
}
