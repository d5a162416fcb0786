using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// A convolutional GAN on drawn shapes with one rate and with two: the Frechet distance against rounds, work and time.
/// </summary>
[Entry(
    "heusel2017/images",
    "With a rate of its own for each player a convolutional GAN comes to a lower Frechet distance than with one rate.",
    @"d^2 = |m_1 - m_2|^2 + \mathrm{tr}(C_1 + C_2 - 2 (C_1 C_2)^{1/2})",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, table 1, DCGAN")]
public sealed record ImagesTwoTimeScales : Claim<ImagesTwoTimeScales.Measurements>
{
    private const int Choosing = 3;

    // Of the ratios 1 to 5 and 1 to 2 either way, and their rates alone.
    private static readonly Contest.Arm[] Arms =
    [
        Alone(1e-4), Alone(2e-4), Alone(5e-4), Alone(1e-3),
        Two(1e-4, 5e-4), Two(5e-4, 1e-4), Two(1e-4, 2e-4), Two(2e-4, 1e-4),
    ];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new(
        "DCGAN, FID with two time scales and with one: CelebA 12.5 and 21.4, CIFAR-10 36.9 and 37.7, SVHN 12.5 "
            + "and 21.4, LSUN 57.5 and 70.4; WGAN-GP: CIFAR-10 24.8 and 29.3, LSUN 9.5 and 20.5",
        "table 1",
        "read on the authors' poster");

    /// <inheritdoc/>
    public override string Condition =>
        "the rates of either side with the least median final distance are chosen over three seeds; over other seeds "
        + "the mean log ratio of the final distances, two rates by one, is judged: "
        + $"{PairedRatio.Decides}. The quick form is undecided whatever its interval, for its 400 rounds are a "
        + "fiftieth of the full form's";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var features = new Lazy<ShapeFeatures>(() => new(setting));
        IReadOnlyList<IReadOnlyList<Course>> Train(
            string name, IReadOnlyList<Contest.Arm> arms, int first, int seeds) =>
            Networks.Each(name, arms, seeds, setting, (arm, seed) => Follow(arm, first + seed, features, setting));

        var choice = Train("heusel2017/images, choice", Arms, 0, Choosing);
        var (one, two) = Chosen(choice);
        var test = Train($"heusel2017/images, {one.Name}, {two.Name}", [one, two], Choosing, Tested(setting));
        return new(choice, test, Floor(features.Value, Samples(setting)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (one, two) = Chosen(measured.Choice);
        var test = new Contest([one, two], measured.Test);
        var ratio = PairedRatio.Of(test.Finals(1), test.Finals(0));
        return new(
            setting.Full ? ratio.Outcome : Outcome.Undecided,
            ratio.Ratio,
            "final distance of two rates by that of one, geometric mean over seeds",
            $"Over {Choosing.Text()} seeds {two.Name} is the best of two rates and {one.Name} of one. Over "
                + $"{test.Courses[0].Count.Text()} others the median final distance is {test.Final(1).Text()} with two "
                + $"and {test.Final(0).Text()} with one, a ratio of {ratio}.",
            new(
                "Frechet distance of a classifier's features: mean and band over seeds",
                test.Panels("distance"),
                Columns: 3))
        {
            Interval = ratio.Interval,
            Seeds = test.Courses[0].Count,
            Settings = Settings(measured.Floor, setting),
            Table = new Contest(Arms, measured.Choice).Table("distance"),
        };
    }

    private static (Contest.Arm One, Contest.Arm Two) Chosen(IReadOnlyList<IReadOnlyList<Course>> choice)
    {
        var contest = new Contest(Arms, choice);
        return (Arms[contest.Best(two: false)], Arms[contest.Best(two: true)]);
    }

    private static Contest.Arm Alone(double eta) => new($"{eta.Text("0E+0")} both", false, eta, eta);

    private static Contest.Arm Two(double etaD, double etaG) =>
        new($"D {etaD.Text("0E+0")}, G {etaG.Text("0E+0")}", true, etaG, etaD);

    private static int Tested(ClaimSetting setting) => setting.Full ? 8 : 6;

    private static int Rounds(ClaimSetting setting) => setting.Full ? 20_000 : 400;

    private static int Samples(ClaimSetting setting) => setting.Full ? 5000 : 2000;

    private static int Looks(ClaimSetting setting) => setting.Full ? 8 : 1;

    private static string Configuration(Contest.Arm arm) => FormattableString.Invariant(
        $$"""
        data: {name: shapes, size: 16, grey: true}
        network: {name: dcgan, width: 8, latent: 32}
        objective: non-saturating
        rule: {name: adam, order: d-first, eta-g: {{arm.EtaG}}, eta-d: {{arm.EtaD}}, beta1: 0.5}
        batch: 32
        """);

    private static Course Follow(Contest.Arm arm, int seed, Lazy<ShapeFeatures> features, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(arm), setting, seed);
        using var scope = new TensorScope();
        var (rounds, count, samples) = (Rounds(setting), Looks(setting), Samples(setting));
        var real = features.Value.Of(Batches.Read(at.Items, 0, samples));
        var looks = Enumerable.Range(1, count).Select(look => look * (rounds / count)).ToList();
        return Contest.Follow(at, looks, work: 2, setting, () =>
            Frechet.Distance(real, features.Value.Of(at.Samples(samples)), 1));
    }

    // Of other items of the data, as many.
    private static double Floor(ShapeFeatures features, int samples)
    {
        using var items = new Shapes(2 * samples, ShapeFeatures.Size, Grey: true).Open(new("."), 1);
        using var scope = new TensorScope();
        return Frechet.Distance(
            features.Of(Batches.Read(items, 0, samples)), features.Of(Batches.Read(items, samples, samples)), 1);
    }

    private static (string Name, string Value)[] Settings(double floor, ClaimSetting setting) =>
    [
        ("data", "shapes, grey, 16 x 16"),
        ("networks", "dcgan, width 8, latent 32"),
        ("objective", "non-saturating"),
        ("rule", "Adam, d-first, decays 0.5 and 0.999"),
        ("rounds", Rounds(setting).Text()),
        ("batch", "32"),
        ("features", ShapeFeatures.Name(setting)),
        ("samples", $"{Samples(setting).Text()} a side"),
        ("floor", $"{floor.Text()}, of as many others of the data"),
        ("scale", "drawn shapes of 16 x 16, networks of an eighth of the published width, a classifier's features"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Choice">
    /// Of four single rates and four pairs of different ones, each of three seeds' Frechet distances.
    /// </param>
    /// <param name="Test">
    /// Of the single rate and of the pair that are the best of these, each of other seeds' distances.
    /// </param>
    /// <param name="Floor">The distance of two samples of the data.</param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<Course>> Choice, IReadOnlyList<IReadOnlyList<Course>> Test, double Floor);
}
