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
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override string Condition =>
        "the median over the seeds of the Wasserstein distance to the data at the end is with noise that goes down to "
        + "0 at most half of that without noise, else the statement is contradicted; and by the mean log ratio of that "
        + $"distance to the one with noise that stays: {PairedRatio.Decides}";

    /// <inheritdoc/>
    private protected override string Unit =>
        "distance with noise that goes down to 0, by that with noise that stays, geometric mean over seeds";

    /// <inheritdoc/>
    private protected override string RunsName => "arjovsky2017/rescue-annealing";

    /// <inheritdoc/>
    private protected override IReadOnlyList<Arm> Arms => [Bare, Constant, Annealed, Halved];

    /// <inheritdoc/>
    private protected override (string Yaml, string Words) Rule => (
        "{name: adam, order: d-first, eta: 0.001, beta1: 0.5, k: 5}",
        "Adam, step 0.001, beta1 0.5, five steps of the discriminator to one of the generator");

    /// <inheritdoc/>
    private protected override int Seeds(ClaimSetting setting) => setting.Full ? 20 : 10;

    /// <inheritdoc/>
    private protected override int Updates(ClaimSetting setting) => setting.Full ? 10_000 : 1500;

    /// <inheritdoc/>
    private protected override Judgement Judge(Measurements measured)
    {
        var nearer = PairedRatio.Of(Ends(Annealed, measured), Ends(Constant, measured));
        var half = PairedRatio.Of(Ends(Halved, measured), Ends(Constant, measured));
        var rescues = Ends(Annealed, measured).Median() <= Ends(Bare, measured).Median() / 2;
        return new(
            rescues ? nearer.Outcome : Outcome.Contradicted,
            nearer.Ratio,
            nearer.Interval,
            $"The distance ends at {End(Annealed)} with noise that goes down to 0, {End(Halved)} with noise that goes "
            + $"down to a half, {End(Constant)} with noise that stays, and {End(Bare)} without, in the median. By that "
            + $"with noise that stays: to 0 {nearer}, to a half {half}. At its nearest look the noise that goes down "
            + $"to 0 had come to {Medians(Annealed, measured).Min().Text("G3")}.");

        string End(Arm arm) => Ends(arm, measured).Median().Text("G3");
    }
}
