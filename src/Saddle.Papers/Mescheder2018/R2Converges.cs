using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>R2: the squared gradient at the generated point.</summary>
[Entry(
    "mescheder2018/r2-converges",
    "With the gradient penalty at the generated point (R2) the Dirac-GAN converges locally, at the same rate.",
    @"\lambda = -\tfrac{\gamma}{2} \pm \sqrt{\tfrac{\gamma^2}{4} - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4")]
public sealed record R2Converges : PenaltyConverges
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new(
        "eigenvalues -gamma/2 +- sqrt(gamma^2/4 - f'(0)^2)",
        "section 4, lemma on gradient penalties",
        Setting.Remembered);

    private protected override string Parameter => "gamma";

    private protected override IReadOnlyList<double> Strengths => [0.1, 0.3, 1, 3];

    private protected override DiracGan Shown => Game(0.5);

    private protected override DiracGan Game(double strength) => new(Penalty: DiracPenalty.R2, Gamma: strength);
}
