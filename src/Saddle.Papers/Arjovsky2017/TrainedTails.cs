using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The tails of the -log D gradient against a discriminator that was trained, not drawn.</summary>
[Entry(
    "arjovsky2017/trained-tails",
    "Against a trained discriminator the -log D gradient has, from minibatch to minibatch, the tails of a Cauchy "
        + "variable.",
    @"P(|\partial_{\theta_i} L_G| > t) \sim t^{-a},\quad a = 1",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6")]
public sealed record TrainedTails : Claim<TrainedTails.Measurements>
{
    private const double Within = 1.25;

    private static readonly string[] Arms = ["untrained", "trained"];

    /// <inheritdoc/>
    public override int Place => 25;

    /// <inheritdoc/>
    public override Published Published => new(
        "a centred Cauchy law, if the errors of the discriminator and of its slope are independent white noise",
        "theorem 2.6, and the paragraph after it",
        "read in the paper; its law is over discriminators near the optimal one, ours over minibatches at one");

    /// <inheritdoc/>
    public override string Condition =>
        "a generator of curves that is frozen as it begins, the circle, and a discriminator after its training; the 95 "
        + "% interval of the mean logarithm of the tail index over seeds, by sign flips: within a factor 1.25 of 1 the "
        + "statement holds, wholly outside it is contradicted, else it is undecided";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var found = Networks.Each(
            "arjovsky2017/trained-tails",
            Arms,
            setting.Full ? 20 : SignFlips.Fewest,
            setting,
            (arm, seed) => Index(arm == Arms[0] ? 0 : Iterations(setting), seed, setting));
        return new(found[0], found[1]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (untrained, trained) = measured;
        var (low, high) = SignFlips.Interval([.. trained.Select(index => Math.Log(index))]);
        var edge = Math.Log(Within);
        return new(
            low >= -edge && high <= edge ? Outcome.Holds
                : low > edge || high < -edge ? Outcome.Contradicted
                : Outcome.Undecided,
            Math.Exp(trained.Average(index => Math.Log(index))),
            "tail index against a trained discriminator, geometric mean over seeds (Cauchy: 1)",
            $"The tail index has the median {trained.Median().Text("G3")} against a trained discriminator and "
            + $"{untrained.Median().Text("G3")} against one before its first update; it is below 2, so that there is "
            + $"no variance, for {trained.Count(index => index < 2)} and {untrained.Count(index => index < 2)} of "
            + $"{trained.Count} seeds.",
            new("Tail index of the -log D gradient", [Panel(measured)]))
        {
            Interval = (Math.Exp(low), Math.Exp(high)),
            Seeds = trained.Count,
            Settings = Settings(setting),
        };
    }

    /// <summary>The tail index of one run.</summary>
    /// <param name="iterations">How long the discriminator is trained, the generator frozen.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Stops it.</param>
    internal static double Index(int iterations, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(
            """
            data: {name: circles, radii: "2", sd: 0}
            generator: {name: mlp, latent: 1, width: 64, depth: 2, law: uniform}
            discriminator: {name: mlp, width: 64, depth: 2}
            rule: {name: adam, order: d-first, eta-g: 0, eta-d: 0.001, beta1: 0.5}
            batch: 128
            """,
            setting,
            seed);
        at.Train(iterations, setting);
        return new GradientTailsProbe().Measure(at)["tail-index"];
    }

    private static int Iterations(ClaimSetting setting) => setting.Full ? 10_000 : 2000;

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "the circle of radius 2"),
        ("networks", "two hidden layers of 64 each; one latent number, the generator frozen as it begins"),
        ("iterations of the discriminator", Iterations(setting).Text()),
        ("its rule", "Adam, step 0.001, decays 0.5 and 0.999"),
        ("tails", "200 minibatches of 128, 64 coordinates, the largest 5 %"),
        ("seed", $"{setting.Seed}"),
    ];

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("discriminator") { Categories = Arms },
        new("tail index", Low: 0),
        [
            Drawing.Spread(
                "median, least and greatest over seeds", Drawing.Places(2), [measured.Untrained, measured.Trained]),
        ])
    {
        Rules = [new("Cauchy", 1), new("finite variance above", 2)],
    };

    /// <summary>What is measured.</summary>
    /// <param name="Untrained">The tail index against a discriminator before its first update, seed by seed.</param>
    /// <param name="Trained">That against the trained one.</param>
    public sealed record Measurements(IReadOnlyList<double> Untrained, IReadOnlyList<double> Trained);
}
