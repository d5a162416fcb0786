using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// WGAN-GP on sentences, two rates and one discriminator step against one rate and ten: the n-gram divergence against
/// rounds, work and time.
/// </summary>
[Entry(
    "heusel2017/language",
    "At equal work, WGAN-GP on text with a rate of its own for each player comes to a lower n-gram divergence "
        + "than with one rate and ten discriminator steps a round.",
    @"\tfrac12 \mathrm{KL}(p \| m) + \tfrac12 \mathrm{KL}(q \| m),\quad m = \tfrac12 (p + q)",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, table 1, WGAN-GP on the One Billion Word lines")]
public sealed record LanguageTwoTimeScales : Claim<LanguageTwoTimeScales.Measurements>
{
    private const int Samples = 1000;
    private const int Looks = 6;
    private const int Grams = 6;

    private static readonly Contest.Arm[] Arms =
    [
        new("1e-4 and 1e-4, 10 steps of D", false, 1e-4, 1e-4, 10),
        new("D 3e-4, G 1e-4", true, 1e-4, 3e-4),
        new("1e-4 and 1e-4, 1 step of D", false, 1e-4, 1e-4),
    ];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new(
        "4-grams 0.35 with two time scales and 0.38 with one, 6-grams 0.74 and 0.77",
        "table 1",
        "read on the authors' poster");

    /// <inheritdoc/>
    public override string Condition =>
        "after equal work (gradients of a player) the mean log ratio of the divergences, each the average over 1- to "
        + "6-grams, of two rates by one rate with ten discriminator steps, is judged: "
        + PairedRatio.Decides;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var courses = Networks.Each(
            "heusel2017/language", Arms, Seeds(setting), setting, (arm, seed) => Train(arm, seed, setting));
        return new(courses, Floor(setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var contest = new Contest(Arms, measured.Courses);
        var ratio = PairedRatio.Of(contest.Finals(1), contest.Finals(0));
        var beside = PairedRatio.Of(contest.Finals(1), contest.Finals(2));
        return new(
            ratio.Outcome,
            ratio.Ratio,
            "average divergence with two rates by that with one and ten discriminator steps, geometric mean over seeds",
            $"The median final divergence, averaged over 1- to {Grams.Text()}-grams, is {contest.Final(1).Text("F3")} "
                + $"with two rates and {contest.Final(0).Text("F3")} with one and ten discriminator steps a round, a "
                + $"ratio of {ratio}, after {Work(setting).Text()} gradients of a player each; with one rate and one "
                + $"step it is {contest.Final(2).Text("F3")}, a ratio of {beside}. Two samples of the data themselves "
                + $"are {measured.Floor.Text("F3")} apart.",
            new("Average divergence: mean and band over seeds", contest.Panels("divergence, bits"), Columns: 3))
        {
            Interval = ratio.Interval,
            Seeds = measured.Courses[0].Count,
            Settings = Settings(measured.Floor, setting),
            Table = contest.Table("average divergence"),
        };
    }

    private static int Seeds(ClaimSetting setting) => setting.Full ? 10 : 6;

    private static int Work(ClaimSetting setting) => setting.Full ? 100_000 : 880;

    private static int Width(ClaimSetting setting) => setting.Full ? 128 : 32;

    private static string Configuration(Contest.Arm arm, int width) => FormattableString.Invariant(
        $$"""
        data: sentences
        network: {name: char-resnet, width: {{width}}, blocks: 2, latent: 32}
        objective: wasserstein
        regularisers: [{name: gradient-penalty, weight: 10}]
        rule:
          {name: adam, order: d-first, k: {{arm.K}}, eta-g: {{arm.EtaG}}, eta-d: {{arm.EtaD}}, beta1: 0.5, beta2: 0.9}
        batch: 32
        """);

    private static Course Train(Contest.Arm arm, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(arm, Width(setting)), setting, seed);
        using var scope = new TensorScope();
        var reference = Side("real", Texts(Batches.Read(at.Items, 0, 2 * Samples)));
        var rounds = Work(setting) / (arm.K + 1);
        var looks = Enumerable.Range(1, Looks).Select(look => rounds * look / Looks).ToList();
        return Contest.Follow(at, looks, work: arm.K + 1, setting, () =>
            Divergence(reference, Side("generated", Texts(at.Samples(Samples).ArgMax(2)))));
    }

    private static double Floor(ClaimSetting setting)
    {
        using var items = new Sentences().Open(new("."), setting.Seed);
        using var scope = new TensorScope();
        return Divergence(
            Side("real", Texts(Batches.Read(items, 0, 2 * Samples))),
            Side("others", Texts(Batches.Read(items, 2 * Samples, Samples))));
    }

    private static double Divergence(Side reference, Side other)
    {
        var figures = new NgramDivergence(Grams).Measure(reference, other, new MeasuringSettings());
        return Enumerable.Range(1, Grams).Average(n => figures[FormattableString.Invariant($"js{n}")]);
    }

    private static Side Side(string name, IReadOnlyList<int[]> texts) => new(name) { Texts = texts };

    private static List<int[]> Texts(Tensor tokens) =>
        [.. tokens.ToDoubles().Select(t => (int)t).Chunk((int)tokens.Shape[1])];

    private static (string Name, string Value)[] Settings(double floor, ClaimSetting setting) =>
    [
        ("data", "sentences of 20 characters"),
        ("networks", $"char-resnet, width {Width(setting).Text()}, 2 blocks, latent 32"),
        ("objective", "wasserstein, with gradient-penalty of weight 10"),
        ("rule", "Adam, d-first, decays 0.5 and 0.9"),
        ("work", Work(setting).Text()),
        ("batch", "32"),
        ("samples", Samples.Text()),
        ("floor", $"{floor.Text("F3")} bits, of {Samples.Text()} sentences against others"),
        ("scale", "a small grammar for the One Billion Word lines, a sixteenth of the published width"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Courses">
    /// With one rate and ten discriminator steps, with two rates, and with one rate and one step, each seed's
    /// divergences in bits, averaged over 1- to 6-grams.
    /// </param>
    /// <param name="Floor">The divergence of two samples of the data themselves.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Course>> Courses, double Floor);
}
