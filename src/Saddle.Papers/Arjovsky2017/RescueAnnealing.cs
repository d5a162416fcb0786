using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Noise that goes down, against a gradient that has vanished.</summary>
[Entry(
    "arjovsky2017/rescue-annealing",
    "Noise that is lowered in training lets the generator learn too, and leaves it nearer to the data than noise that "
        + "stays.",
    @"\sigma_n = \sigma (1 - n / N)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3")]
public sealed record RescueAnnealing : Rescue
{
    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition =>
        "the median over the seeds of the Wasserstein distance to the data at the end is with noise that goes down at "
        + "most half of that without noise, and below that with noise that stays";

    /// <inheritdoc/>
    private protected override string Unit =>
        "median distance with noise that goes down, by that with noise that stays";

    /// <inheritdoc/>
    private protected override IReadOnlyList<IReadOnlyList<double>> Judged(Measurements measured) =>
        measured.Annealed;

    /// <inheritdoc/>
    private protected override IReadOnlyList<IReadOnlyList<double>> Reference(Measurements measured) =>
        measured.Constant;

    /// <inheritdoc/>
    private protected override bool Holds(Measurements measured) =>
        End(measured.Annealed) <= End(measured.Bare) / 2 && End(measured.Annealed) < End(measured.Constant);

    /// <inheritdoc/>
    private protected override string Reason(Measurements measured) =>
        $"The distance ends at {End(measured.Annealed).Text("G3")} with noise that goes down, "
        + $"{End(measured.Constant).Text("G3")} with noise that stays, {End(measured.Bare).Text("G3")} without, "
        + $"and at {End(measured.Halved).Text("G3")} with noise that goes down to a half and stays there. "
        + $"At its nearest look the noise that goes down had come to {Medians(measured.Annealed).Min().Text("G3")}.";
}
