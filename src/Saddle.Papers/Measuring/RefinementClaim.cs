namespace Saddle.Papers.Measuring;

/// <summary>A claim on generators that refine by what they read of sentences: what all of them share.</summary>
public abstract record RefinementClaim : CaptionClaim
{
    /// <summary>The number of stages.</summary>
    private protected abstract int Stages { get; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, string Value)> Common =>
    [
        ("data", "captions"),
        ("generator", $"text, width {CaptionArm.Width}, stages {Stages}; as many parameters, within 1 %"),
        ("discriminator", $"text, width {CaptionArm.DiscriminatorWidth}, scores with and without the sentences"),
        ("sentences", $"bags of words, vectors of {CaptionArm.Size}; any other caption counts as wrong"),
        ("objective", "non-saturating, R1 of weight 0.1"),
        ("rule", "Adam, d-first, step 0.001, decays 0.5 and 0.999"),
        ("batch", "32"),
    ];
}
