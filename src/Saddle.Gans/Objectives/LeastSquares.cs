using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// Scores are regressed on targets: b for real samples and a for generated ones, and the generator aims at c.
/// </summary>
/// <param name="A">The discriminator's target for generated samples.</param>
/// <param name="B">The discriminator's target for real samples.</param>
/// <param name="C">The generator's target.</param>
/// <remarks>
/// Mao et al. 2017, arXiv:1611.04076, equation 2. The defaults are the 0-1 coding of equation 9; a = -1, b = 1, c = 0
/// (equation 8) makes the generator descend a Pearson divergence.
/// </remarks>
[Entry(
    "least-squares",
    "scores are regressed on targets",
    @"L_D = \tfrac12 E (f(x) - b)^2 + \tfrac12 E (f(G(z)) - a)^2,\quad L_G = \tfrac12 E (f(G(z)) - c)^2",
    "Mao et al. 2017 (arXiv:1611.04076), equations 2 and 9")]
public sealed record LeastSquares(
    [Parameter("the discriminator's target for generated samples", Min = -1e6, Max = 1e6)] double A = 0,
    [Parameter("the discriminator's target for real samples", Min = -1e6, Max = 1e6)] double B = 1,
    [Parameter("the generator's target", Min = -1e6, Max = 1e6)] double C = 1) : Objective
{
    /// <inheritdoc/>
    protected override ScoreSlopes PointSlopes => new(score => score - B, score => score - A, score => score - C);

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        0.5 * ((real - B).Square().Mean() + (generated - A).Square().Mean());

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => 0.5 * (generated - C).Square().Mean();
}
