using Saddle.Catalog;

namespace Saddle.Papers.Heusel2017;

/// <summary>WGAN-GP with one rate and five critic steps a round, and with two rates and one, at equal work.</summary>
[Entry(
    "heusel2017/wgan-gp-images",
    "At equal work, WGAN-GP on images with a rate of its own for each player comes to a lower Frechet distance than "
        + "with one rate.",
    @"E f(G(z)) - E f(x) + 10\, E (|\nabla f(\hat x)| - 1)^2",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, table 1, WGAN-GP on images")]
public sealed record WganGpTwoTimeScales : ImageContest
{
    /// <inheritdoc/>
    public override int Place => 17;

    /// <inheritdoc/>
    public override Published Published => new(
        "WGAN-GP, FID with two time scales and with one rate and five critic steps: CIFAR-10 24.8 and 29.3, LSUN 9.5 "
            + "and 20.5",
        "table 1",
        "read on the authors' poster");

    /// <inheritdoc/>
    public override string Condition =>
        "the rates of either side with the least median final distance are chosen over three seeds, of one rate with "
        + "five critic steps or with one; after as many gradients of a player, over other seeds, the mean log ratio of "
        + $"the final distances, two rates by one, is judged: {PairedRatio.Decides}; {Apart}. The quick form is "
        + "undecided whatever its interval, for its 400 gradients are a hundredth of the full form's";

    /// <inheritdoc/>
    private protected override string Runs => "heusel2017/wgan-gp-images";

    // One rate as published, with five critic steps, and beside it with one; the published pair, and others.
    /// <inheritdoc/>
    private protected override IReadOnlyList<Contest.Arm> Arms { get; } =
    [
        Critic(1e-4), Critic(3e-4), Critic(1e-3), Alone(3e-4),
        Two(3e-4, 1e-4), Two(5e-4, 1e-4), Two(1e-3, 3e-4), Two(1e-4, 3e-4),
    ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, string Value)> GameSettings =>
    [
        ("networks", "dcgan, width 8, latent 32, the critic without normalisation"),
        ("objective", "wasserstein, with gradient-penalty of weight 10"),
        ("rule", "Adam, d-first, decays 0 and 0.9"),
    ];

    /// <inheritdoc/>
    private protected override int Work(ClaimSetting setting) => setting.Full ? 40_000 : 400;

    /// <inheritdoc/>
    private protected override string Game(Contest.Arm arm) => FormattableString.Invariant(
        $$"""
        generator: {name: dcgan, width: 8, latent: 32}
        discriminator: {name: dcgan, width: 8, norm: none}
        objective: wasserstein
        regularisers: [{name: gradient-penalty, weight: 10}]
        rule:
          {name: adam, order: d-first, k: {{arm.K}}, eta-g: {{arm.EtaG}}, eta-d: {{arm.EtaD}}, beta1: 0, beta2: 0.9}
        """);

    private static Contest.Arm Critic(double eta) =>
        new($"{eta.Text("0E+0")} both, 5 steps of D", false, eta, eta, 5);
}
