using Saddle.Catalog;
using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>Six Gaussians on a ring: the plain GAN goes from mode to mode, the regularised one covers all.</summary>
[Entry(
    "che2017/ring-of-six",
    "On six Gaussians on a ring the plain GAN oscillates among modes, and the mode-regularised GAN covers them all.",
    @"L_G = -E \log D(G(z)) + E_x[\lambda_1 |x - G(E(x))|^2 - \lambda_2 \log D(G(E(x)))]",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), figure 9")]
public sealed record RingOfSix : Claim<RingOfSix.Measurements>
{
    private const int Modes = 6;
    private const int Looks = 20;
    private const int Samples = 1200;
    private const double Eta = 1e-4;

    // A sample is of a mode within 1.5 of it: the modes are 5 apart.
    private const double Reach = 0.5;

    private static readonly string[] Regularisers =
        ["[]", "[{name: mode-regularisation, lambda1: 0.005, lambda2: 0.005}]"];

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "the GAN oscillates among modes, one at a time; the regularised GAN covers all six",
        "figure 9",
        "the caption read in a summary; the settings remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "at the end the regularised GAN covers all six modes in at least 9 of 10 runs and the plain one in at most 5 "
        + "of 10; and the median plain run loses a mode that it covered at the look before, at 3 or more of 20 looks. "
        + "A mode is covered that has a fifth of its share of the samples within 1.5";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var courses = Networks.Each(
            "che2017/ring-of-six",
            Regularisers,
            setting.Full ? 20 : 10,
            setting,
            (regularisers, seed) => Course(regularisers, seed, setting));
        return new(
            [.. courses[0].Select(counts => new ModeCourse(counts, Samples))],
            [.. courses[1].Select(counts => new ModeCourse(counts, Samples))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var plain = new Summary("plain", measured.Plain);
        var regularised = new Summary("regularised", measured.Regularised);
        var holds = regularised.All.Rate >= 0.9 && plain.All.Rate <= 0.5 && plain.Losses >= 3;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            regularised.All.Rate,
            "share of regularised runs that end with all six modes",
            $"All six modes at the end: {regularised.All.Share()} of the regularised runs, {plain.All.Share()} of the "
            + $"plain ones, which end with a median of {plain.AtEnd.Text()} of the six; the median run loses a mode at "
            + $"{plain.Losses.Text()} looks of {Looks} without the regulariser and at {regularised.Losses.Text()} with "
            + "it.",
            new("Modes covered", [Panel([plain, regularised], Updates(setting))]))
        {
            Interval = (regularised.All.Low, regularised.All.High),
            Seeds = measured.Plain.Count,
            Settings = Settings(setting),
            Table = Table([plain, regularised]),
        };
    }

    private static long Updates(ClaimSetting setting) => setting.Full ? 25_000 : 15_000;

    // The number of samples of each mode, at each look.
    private static List<IReadOnlyList<int>> Course(string regularisers, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(regularisers), setting, seed);
        var wide = new Wide((IModes)at.Items);
        var course = new List<IReadOnlyList<int>>();
        for (var look = 0; look < Looks; look++)
        {
            at.Train(Updates(setting) / Looks, setting);
            using var scope = new TensorScope();
            course.Add(ModeCoverage.Of(wide, at.Samples(Samples).ToDoubles()).Counts);
        }

        return course;
    }

    private static string Configuration(string regularisers) => FormattableString.Invariant(
        $$"""
        data: {name: ring, modes: {{Modes}}, radius: 5, sd: 0.1}
        generator: {name: mlp, latent: 3, width: 128, depth: 2, law: uniform}
        discriminator: {name: mlp, width: 128, depth: 1}
        regularisers: {{regularisers}}
        rule: {name: adam, order: d-first, eta: {{Eta}}}
        batch: 64
        """);

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "six Gaussians, radius 5, standard deviation 0.1"),
        ("generator", "two hidden layers of 128, latent 3, uniform"),
        ("discriminator", "one hidden layer of 128"),
        ("rule", $"Adam, d-first, step {Eta.Text()}, decays 0.9 and 0.999"),
        ("updates", Updates(setting).Text()),
        ("batch", "64"),
        ("lambda", "0.005 and 0.005"),
        ("scale", "networks, step and lambda as published; the number of updates is not known to us"),
    ];

    private static ResultTable Table(IReadOnlyList<Summary> kinds) => new(
        ["GAN", "runs with all six modes", "median modes at the end", "median looks at which a mode was lost"],
        [
            .. kinds.Select(k => (IReadOnlyList<string>)[k.Name, k.All.Share(), k.AtEnd.Text(), k.Losses.Text()]),
        ]);

    private static Panel Panel(IReadOnlyList<Summary> kinds, long updates) => new(
        string.Empty,
        new("updates"),
        new("modes covered, mean over runs", Low: 0, High: Modes),
        [
            .. kinds.Select(k => new Line(
                k.Name,
                Enumerable.Range(1, Looks).Select(look => (double)look * updates / Looks).Gaps(),
                Enumerable.Range(0, Looks).Select(look => k.Runs.Average(r => r.Covered(look))).Gaps())),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Plain">The plain runs.</param>
    /// <param name="Regularised">The mode-regularised runs.</param>
    public sealed record Measurements(IReadOnlyList<ModeCourse> Plain, IReadOnlyList<ModeCourse> Regularised);

    private sealed record Summary(string Name, IReadOnlyList<ModeCourse> Runs)
    {
        /// <summary>The share of the runs that end with all modes.</summary>
        public Proportion All { get; } = new(Runs.Count(r => r.CoveredAtEnd == Modes), Runs.Count);

        /// <summary>The median number of modes at the end.</summary>
        public double AtEnd { get; } = Runs.Select(r => (double)r.CoveredAtEnd).Median();

        /// <summary>The median number of looks at which a mode was lost.</summary>
        public double Losses { get; } = Runs.Select(r => (double)r.Losses).Median();
    }

    private sealed class Wide(IModes modes) : IModes
    {
        public IReadOnlyList<double[]> Centres => modes.Centres;

        public IReadOnlyList<double> Weights => modes.Weights;

        public double StandardDeviation => Reach;
    }
}
