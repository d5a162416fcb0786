using Saddle.Catalog;

namespace Saddle.Papers.Heusel2017;

/// <summary>DCGAN with one rate and with two.</summary>
[Entry(
    "heusel2017/images",
    "With a rate of its own for each player a convolutional GAN comes to a lower Frechet distance than with one rate.",
    @"d^2 = |m_1 - m_2|^2 + \mathrm{tr}(C_1 + C_2 - 2 (C_1 C_2)^{1/2})",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, table 1, DCGAN")]
public sealed record ImagesTwoTimeScales : ImageContest
{
    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new(
        "DCGAN, FID with two time scales and with one: CelebA 12.5 and 21.4, CIFAR-10 36.9 and 37.7, SVHN 12.5 "
            + "and 21.4, LSUN 57.5 and 70.4",
        "table 1",
        "read on the authors' poster");

    /// <inheritdoc/>
    public override string Condition =>
        "the rates of either side with the least median final distance are chosen over three seeds; over other seeds "
        + "the mean log ratio of the final distances, two rates by one, is judged: "
        + $"{PairedRatio.Decides}; {Apart}. The quick form is undecided whatever its interval, for its 400 rounds are "
        + "a fiftieth of the full form's";

    /// <inheritdoc/>
    private protected override string Runs => "heusel2017/images";

    // Of the ratios 1 to 5 and 1 to 2 either way, and their rates alone.
    /// <inheritdoc/>
    private protected override IReadOnlyList<Contest.Arm> Arms { get; } =
    [
        Alone(1e-4), Alone(2e-4), Alone(5e-4), Alone(1e-3),
        Two(1e-4, 5e-4), Two(5e-4, 1e-4), Two(1e-4, 2e-4), Two(2e-4, 1e-4),
    ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, string Value)> GameSettings =>
    [
        ("networks", "dcgan, width 8, latent 32"),
        ("objective", "non-saturating"),
        ("rule", "Adam, d-first, decays 0.5 and 0.999"),
    ];

    /// <inheritdoc/>
    private protected override int Work(ClaimSetting setting) => setting.Full ? 40_000 : 800;

    /// <inheritdoc/>
    private protected override string Game(Contest.Arm arm) => FormattableString.Invariant(
        $$"""
        network: {name: dcgan, width: 8, latent: 32}
        objective: non-saturating
        rule: {name: adam, order: d-first, eta-g: {{arm.EtaG}}, eta-d: {{arm.EtaD}}, beta1: 0.5}
        """);
}
