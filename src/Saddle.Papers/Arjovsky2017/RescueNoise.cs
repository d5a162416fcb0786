using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Noise against a gradient that has vanished.</summary>
[Entry(
    "arjovsky2017/rescue-noise",
    "Where the log(1 - D) gradient vanishes between disjoint supports, noise on what the discriminator sees lets the "
        + "generator learn.",
    @"x + \epsilon,\quad G(z) + \epsilon'",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3")]
public sealed record RescueNoise : Rescue
{
    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override string Condition =>
        "the median over the seeds of the Wasserstein distance to the data at the end is with noise at most half of "
        + "that without";

    /// <inheritdoc/>
    private protected override string Unit => "median distance with noise, by that without";

    /// <inheritdoc/>
    private protected override IReadOnlyList<IReadOnlyList<double>> Judged(Measurements measured) => measured.Constant;

    /// <inheritdoc/>
    private protected override IReadOnlyList<IReadOnlyList<double>> Reference(Measurements measured) => measured.Bare;

    /// <inheritdoc/>
    private protected override bool Holds(Measurements measured) => End(measured.Constant) <= End(measured.Bare) / 2;

    /// <inheritdoc/>
    private protected override string Reason(Measurements measured) =>
        $"From {Medians(measured.Bare).First().Text("G3")} at the start the distance comes to "
        + $"{End(measured.Bare).Text("G3")} without noise and to {End(measured.Constant).Text("G3")} with it.";
}
