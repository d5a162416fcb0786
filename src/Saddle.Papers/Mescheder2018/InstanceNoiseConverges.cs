using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>Instance noise.</summary>
[Entry(
    "mescheder2018/instance-noise-converges",
    "With instance noise the Dirac-GAN converges locally, at the rate of the closed form.",
    @"\lambda = f''(0)\,\sigma^2 \pm \sqrt{f''(0)^2 \sigma^4 - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record InstanceNoiseConverges : PenaltyConverges
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new(
        "eigenvalues f''(0) sigma^2 +- sqrt(f''(0)^2 sigma^4 - f'(0)^2)",
        "section 3, lemma on instance noise",
        Setting.Remembered);

    private protected override string Parameter => "sigma";

    private protected override IReadOnlyList<double> Strengths => [0.3, 0.6, 1, 2];

    private protected override DiracGan Shown => Game(1);

    private protected override DiracGan Game(double strength) =>
        new(Penalty: DiracPenalty.InstanceNoise, Sigma: strength);
}
