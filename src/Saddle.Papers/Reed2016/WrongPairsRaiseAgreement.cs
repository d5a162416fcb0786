using Saddle.Catalog;

namespace Saddle.Papers.Reed2016;

/// <summary>Training that takes real pictures under wrong sentences for generated ones agrees better with the text.
/// </summary>
[Entry(
    "reed2016/wrong-pairs-raise-agreement",
    "Matching-aware training raises the agreement of what is painted with what was said.",
    @"P(\mathrm{read}(G(z, t)) = t)",
    "Reed et al. 2016 (arXiv:1605.05396), section 4.2")]
public sealed record WrongPairsRaiseAgreement : CaptionClaim
{
    private const string Networks = """
        data: {name: captions, size: 16}
        generator: {name: text, width: 8, stages: 1, latent: 16, refinement: concatenation}
        discriminator: {name: text, width: 16, stages: 1}
        """;

    private const string Reading = "{name: sentence-reader, size: 16}";

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new(
        "a discriminator that sees mismatched pairs learns to judge the match, too",
        "section 4.2",
        "remembered, not re-read; the paper shows pictures of it and no figure");

    /// <inheritdoc/>
    public override string Condition =>
        "captions of 16 pixels, 3,000 updates; the mean difference over paired seeds, with wrong pairs less without, "
        + "of the share of pictures whose shape, colour and place are the caption's: "
        + PairedGain.Decides + "; the quick form only tells";

    /// <inheritdoc/>
    private protected override string Runs => "reed2016/wrong-pairs-raise-agreement";

    /// <inheritdoc/>
    private protected override string Unit => "gain in the share of pictures that agree with all of the caption";

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, string Value)> Common =>
    [
        ("data", "captions, 16x16, three sentences"),
        ("networks", "text, one stage, width 8, 16 numbers of noise; width 16, scores with and without the text"),
        ("sentences", "bags of words, vectors of 16, concatenated with the features of both players"),
        ("objective", "non-saturating, R1 of weight 0.1"),
        ("rule", "Adam, d-first, step 0.001, decays 0.5 and 0.999"),
        ("batch", "32"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<CaptionArm> Arms(ClaimSetting setting) =>
    [
        new("plain", $"{Networks}\nconditioning: [{Reading}]", "without wrong pairs"),
        new("wrong pairs", $"{Networks}\nconditioning: [{Reading}, matching-aware]", "any other caption is wrong"),
    ];

    /// <inheritdoc/>
    private protected override long Updates(ClaimSetting setting) => setting.Full ? 3000 : 500;

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, PairedGain Gain)> Gains(
        IReadOnlyList<IReadOnlyList<PaintedShapes>> arms) =>
        [("with wrong pairs less without", PairedGain.Of(Each(arms[1], r => r.Joint), Each(arms[0], r => r.Joint)))];
}
