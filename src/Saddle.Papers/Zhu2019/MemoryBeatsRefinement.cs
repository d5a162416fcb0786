using Saddle.Catalog;

namespace Saddle.Papers.Zhu2019;

/// <summary>A memory that words are written into and read from refines better than what stands beside.</summary>
[Entry(
    "zhu2019/memory-beats-refinement",
    "A dynamic memory refines a picture by its text better than attention over words and than concatenation do.",
    @"r' = h\, o + (1 - h)\, r,\quad o = \sum_i \alpha_i \phi_V(m_i)",
    "Zhu, Pan, Chen and Yang 2019 (arXiv:1904.01310), section 3.1")]
public sealed record MemoryBeatsRefinement : RefinementClaim
{
    private const int Side = 16;

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "each part of the memory raises R-precision and lowers the Frechet distance on birds",
        "table of the ablation",
        "remembered, not re-read, so that no figure of it is given here");

    /// <inheritdoc/>
    public override string Condition =>
        "captions, one stage from 8 to 16 pixels, 3,000 updates, generators of as many parameters; the mean difference "
        + "over paired seeds of the share of pictures that agree with all of the caption, memory less attention and "
        + $"memory less concatenation: both {PairedGain.Decides}; the quick form only tells";

    /// <inheritdoc/>
    private protected override int Stages => 1;

    /// <inheritdoc/>
    private protected override string Runs => "zhu2019/memory-beats-refinement";

    /// <inheritdoc/>
    private protected override string Unit =>
        "gain of a memory over attention in the share of pictures that agree with all of the caption";

    /// <inheritdoc/>
    internal override IReadOnlyList<CaptionArm> Arms(ClaimSetting setting) =>
    [
        CaptionArm.Refined("concatenation", Side, Stages, "concatenation", 17),
        CaptionArm.Refined("attention", Side, Stages, "attention", 18),
        CaptionArm.Refined("memory", Side, Stages, "memory", 16),
    ];

    /// <inheritdoc/>
    private protected override long Updates(ClaimSetting setting) => setting.Full ? 3000 : 400;

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, PairedGain Gain)> Gains(
        IReadOnlyList<IReadOnlyList<PaintedShapes>> arms)
    {
        var (concatenation, attention, memory) = (Joint(arms[0]), Joint(arms[1]), Joint(arms[2]));
        return
        [
            ("memory less attention", PairedGain.Of(memory, attention)),
            ("memory less concatenation", PairedGain.Of(memory, concatenation)),
        ];

        static IReadOnlyList<double> Joint(IReadOnlyList<PaintedShapes> runs) => Each(runs, r => r.Joint);
    }
}
