using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The Dirac-GAN: the data sit at 0, the generator puts all its mass on theta, and the discriminator is the line psi x.
/// The smallest GAN that shows why training oscillates and which penalties stop it.
/// </summary>
/// <param name="Loss">Both players' losses.</param>
/// <param name="Penalty">What is added to the discriminator's loss.</param>
/// <param name="Gamma">The penalty's weight.</param>
/// <param name="Sigma">The standard deviation of the instance noise.</param>
/// <param name="Slope">The discriminator's slope that the gradient penalty asks for.</param>
/// <remarks>
/// State (theta, psi), with D the discriminator's output, high on data, and t = psi theta its value on the generator's
/// point: vanilla <c>L_D = softplus(-D(0)) + softplus(t)</c>, <c>L_G = -softplus(t)</c>; non-saturating
/// <c>L_G = softplus(-t)</c>; Wasserstein <c>L_D = t - D(0)</c>, <c>L_G = -t</c>; hinge
/// <c>L_D = max(0, 1 - D(0)) + max(0, 1 + t)</c>, <c>L_G = -t</c>; least squares with targets -1 and 1
/// <c>L_D = ((D(0) - 1)^2 + (t + 1)^2)/2</c>, <c>L_G = (t - 1)^2/2</c>. Penalties: R1 and R2 <c>gamma/2 psi^2</c> (the
/// discriminator's slope is the same everywhere, so they coincide), gradient penalty <c>gamma/2 (|psi| - slope)^2</c>;
/// instance noise replaces both points x by x + N(0, sigma^2), the expectation by Gauss-Hermite quadrature with 32
/// nodes. Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406, definition 2.1 and section 3 (there the discriminator's
/// sign is the other one: psi there is -psi here).
/// </remarks>
[Entry(
    "dirac-gan",
    "one point of generated mass, one data point, a linear discriminator",
    @"D(x) = \psi x,\quad L_D = f(-D(0)) + f(D(\theta)) + \text{penalty},\quad L_G = -f(D(\theta))",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), definition 2.1")]
public sealed record DiracGan(
    [Parameter("both players' losses")] DiracLoss Loss = DiracLoss.Vanilla,
    [Parameter("what is added to the discriminator's loss")] DiracPenalty Penalty = DiracPenalty.None,
    [Parameter("the penalty's weight", Min = 0, Max = 1e6)] double Gamma = 0.1,
    [Parameter("the standard deviation of the instance noise", Min = 0, Max = 1e3)] double Sigma = 1,
    [Parameter("the slope of the discriminator that the gradient penalty asks for", Min = 0, Max = 1e3)]
    double Slope = 1) : Game
{
    private static readonly (double Node, double Weight)[] Hermite = GaussHermite(32);

    private static readonly GameRemedy[] Known =
        [
            new(
                "an R1 penalty",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["penalty"] = "r1", ["gamma"] = "1" }),
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<GameRemedy> Remedies => Known;

    /// <inheritdoc/>
    public override int GeneratorSize => 1;

    /// <inheritdoc/>
    public override int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CoordinateNames => ["theta", "psi"];

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<DiracGan>());

    /// <inheritdoc/>
    public override double[] Equilibrium() => [0, 0];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (-1, 1);

    /// <inheritdoc/>
    public override string? WhyNotDifferentiable(ReadOnlySpan<double> state, bool bestResponse) =>
        Penalty == DiracPenalty.GradientPenalty && Gamma > 0 && Slope > 0 && state[1] == 0
            ? "the gradient penalty (|psi| - slope)^2 has a kink at psi = 0, "
                + "so the update has no Jacobian at the equilibrium"
            : null;

    /// <summary>
    /// Nodes and weights of the expectation under a unit normal law: eigenvalues of the Jacobi matrix (Golub, Welsch
    /// 1969).
    /// </summary>
    private static (double Node, double Weight)[] GaussHermite(int count)
    {
        var jacobi = Matrix<double>.Build.Dense(
            count,
            count,
            (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j)) : 0);
        var decomposition = jacobi.Evd(Symmetricity.Symmetric);
        return [.. Enumerable.Range(0, count).Select(i =>
            (decomposition.EigenValues[i].Real, Math.Pow(decomposition.EigenVectors[0, i], 2)))];
    }

    private sealed class Bound<T>(Pack<DiracGan> games) : AnalyticGame<T>(games)
        where T : struct, IPacked<T>
    {
        private readonly DiracLoss _loss = games.First.Loss;
        private readonly DiracPenalty _penalty = games.First.Penalty;
        private readonly T _gamma = games.ToScalar<T>(g => g.Gamma);
        private readonly T _sigma = games.ToScalar<T>(g => g.Sigma);
        private readonly T _slope = games.ToScalar<T>(g => g.Slope);

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var (theta, psi) = (state[0], state[1]);
            var loss = _penalty == DiracPenalty.InstanceNoise
                ? Noisy(player, theta, psi)
                : At(player, 0.0, psi * theta);
            return player == Player.Generator ? loss : loss + Penalty(psi);
        }

        private T Penalty(T psi)
        {
            switch (_penalty)
            {
                case DiracPenalty.R1 or DiracPenalty.R2:
                    return 0.5 * _gamma * psi * psi;
                case DiracPenalty.GradientPenalty:
                    var excess = T.Abs(psi) - _slope;
                    return 0.5 * _gamma * excess * excess;
                default:
                    return 0.0;
            }
        }

        private T Noisy(Player player, T theta, T psi)
        {
            T sum = 0.0;
            foreach (var (node, weight) in Hermite)
            {
                var shift = psi * _sigma * node;
                sum += weight * At(player, shift, (psi * theta) + shift);
            }

            return sum;
        }

        /// <summary>
        /// The loss where the discriminator gives <paramref name="real"/> on the data and <paramref name="generated"/>
        /// on the generator's point.
        /// </summary>
        private T At(Player player, T real, T generated)
        {
            var generator = player == Player.Generator;
            return _loss switch
            {
                DiracLoss.Vanilla => generator ? -T.Softplus(generated) : T.Softplus(-real) + T.Softplus(generated),
                DiracLoss.NonSaturating =>
                    generator ? T.Softplus(-generated) : T.Softplus(-real) + T.Softplus(generated),
                DiracLoss.Wasserstein => generator ? -generated : generated - real,
                DiracLoss.Hinge => generator ? -generated : T.Max(0.0, 1.0 - real) + T.Max(0.0, 1.0 + generated),
                _ => generator
                    ? 0.5 * (generated - 1.0) * (generated - 1.0)
                    : 0.5 * (((real - 1.0) * (real - 1.0)) + ((generated + 1.0) * (generated + 1.0))),
            };
        }
    }
}
