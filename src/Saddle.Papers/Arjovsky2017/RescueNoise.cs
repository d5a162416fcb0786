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
    private protected override string RunsName => "arjovsky2017/rescue-noise";

    /// <inheritdoc/>
    private protected override IReadOnlyList<Arm> Arms => [Bare, Constant];

    /// <inheritdoc/>
    private protected override (string Yaml, string Words) Rule => ( // Adam would hide how small the gradient is
        "{name: alternating, eta-g: 0.1, eta-d: 0.1, k: 10}",
        "alternating, steps 0.1, ten steps of the discriminator to one of the generator");

    /// <inheritdoc/>
    private protected override int Seeds(ClaimSetting setting) => setting.Full ? 20 : 6;

    /// <inheritdoc/>
    private protected override int Updates(ClaimSetting setting) => setting.Full ? 3000 : 1500;

    /// <inheritdoc/>
    private protected override Judgement Judge(Measurements measured)
    {
        var (bare, noisy) = (Ends(Bare, measured), Ends(Constant, measured));
        var share = noisy.Median() / bare.Median();
        return new(
            share <= 0.5 ? Outcome.Holds : Outcome.Contradicted,
            share,
            noisy.Zip(bare, (n, b) => n / b).MedianInterval(),
            $"From {Medians(Bare, measured)[0].Text("G3")} at the start the distance comes to "
            + $"{bare.Median().Text("G3")} without noise and to {noisy.Median().Text("G3")} with it.");
    }
}
