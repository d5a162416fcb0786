using Saddle.Catalog;
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
    private const int Samples = 1000;
    private const int Looks = 8;

    // The rates of the table's DCGAN rows on CIFAR-10, and the other single rate that the two consist of.
    private static readonly Contest.Arm[] Arms =
    [
        new("1e-4 and 1e-4", false, 1e-4, 1e-4),
        new("5e-4 and 5e-4", false, 5e-4, 5e-4),
        new("D 1e-4, G 5e-4", true, 5e-4, 1e-4),
        new("D 5e-4, G 1e-4", true, 1e-4, 5e-4),
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
        "the least median final distance among the pairs of different rates is below the least among equal rates";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        Course Run(Contest.Arm arm, int seed) => Train(arm, Rounds(setting), seed, setting);
        return new(Networks.Each("heusel2017/images", Arms, Seeds(setting), setting, Run));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var contest = new Contest(Arms, measured.Courses);
        var (one, two) = (contest.Best(two: false), contest.Best(two: true));
        return new(
            contest.Final(two) < contest.Final(one) ? Outcome.Holds : Outcome.Contradicted,
            contest.Final(two) / contest.Final(one),
            "median final distance of the best two rates over that of the best single rate",
            $"The median final distance is {contest.Final(two).Text()} at the best two rates ({Arms[two].Name}) "
                + $"and {contest.Final(one).Text()} at the best single one ({Arms[one].Name}).",
            new("Frechet distance of pixels: mean and band over seeds", contest.Panels("distance"), Columns: 3))
        {
            Seeds = measured.Courses[0].Count,
            Settings = Settings(setting),
            Table = contest.Table("distance"),
        };
    }

    private static int Seeds(ClaimSetting setting) => setting.Full ? 8 : 4;

    private static int Rounds(ClaimSetting setting) => setting.Full ? 20_000 : 400;

    private static string Configuration(Contest.Arm arm) => FormattableString.Invariant(
        $$"""
        data: {name: shapes, size: 16, grey: true}
        network: {name: dcgan, width: 8, latent: 32}
        objective: non-saturating
        rule: {name: adam, order: d-first, eta-g: {{arm.EtaG}}, eta-d: {{arm.EtaD}}, beta1: 0.5}
        batch: 32
        """);

    private static Course Train(Contest.Arm arm, int rounds, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(arm), setting, seed);
        using var scope = new TensorScope();
        var real = Batches.Read(at.Items, 0, Samples).Reshape(Samples, -1);
        var looks = Enumerable.Range(1, Looks).Select(look => look * (rounds / Looks)).ToList();
        return Contest.Follow(at, looks, work: 2, setting, () =>
            Frechet.Distance(real, at.Samples(Samples).Reshape(Samples, -1), 1));
    }

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("data", "shapes, grey, 16 x 16"),
        ("networks", "dcgan, width 8, latent 32"),
        ("objective", "non-saturating"),
        ("rule", "Adam, d-first, decays 0.5 and 0.999"),
        ("rounds", Rounds(setting).Text()),
        ("batch", "32"),
        (
            "features",
            "the pixels themselves (256): not Inception's, so the numbers are of another scale than the published ones"
        ),
        ("samples", $"{Samples.Text()} a side"),
        ("scale", "drawn shapes of 16 x 16, networks of an eighth of the published width"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Courses">
    /// Of two single rates and of two pairs of different ones, each seed's Frechet distances.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Course>> Courses);
}
