using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A Wasserstein GAN that learns a covariance: the generator makes V z from unit normal z, the discriminator is the
/// quadratic form x' W x.
/// </summary>
/// <param name="Covariance">
/// The eigenvalues of the target's covariance: one for all, two for a geometric series, or one a dimension.
/// </param>
/// <param name="Dimension">The dimension d; each player has d^2 coordinates.</param>
/// <param name="Gamma">The weight of <c>|W|^2 / 2</c> in the discriminator's loss.</param>
/// <param name="Seed">The seed of the covariance's eigenvectors; 0 for a diagonal one.</param>
/// <remarks>
/// <c>L_G = tr W S - tr W V V'</c>, <c>L_D = -L_G + gamma/2 |W|^2</c>. Daskalakis et al. 2018, arXiv:1711.00141,
/// section 4. Any V with V V' = S is an equilibrium, so they are not isolated; the distance measured is |V V' - S|.
/// </remarks>
[Entry(
    "gaussian-wgan",
    "a linear generator learns a covariance against a quadratic discriminator",
    @"\min_V \max_W\ \operatorname{tr} W\Sigma - \operatorname{tr} W V V^\top",
    "Daskalakis et al. 2018 (arXiv:1711.00141), section 4")]
public sealed record GaussianWgan(
    [Parameter(
        "the eigenvalues of the covariance: one for all, the two ends of a geometric series, or one a dimension",
        Default = "1",
        Min = 0,
        Max = 1e6)]
    double[] Covariance,
    [Parameter("the dimension", Min = 1, Max = 100)] int Dimension = 2,
    [Parameter("the weight of the discriminator's squared norm", Min = 0, Max = 1e6)] double Gamma = 0,
    [Parameter("the seed of the covariance's eigenvectors; 0 for a diagonal one", Min = 0)]
    int Seed = 0) : Game, IValidated
{
    /// <inheritdoc/>
    public override int GeneratorSize => Dimension * Dimension;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Dimension * Dimension;

    /// <inheritdoc/>
    public override string? WhyNoBestResponse =>
        Gamma > 0 ? null : "without a penalty (gamma=0) the discriminator's loss is linear and has no minimiser";

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<GaussianWgan>());

    /// <inheritdoc/>
    public void Validate() => SpectralMatrix<Real>.Spread(Covariance, Dimension, "covariance");

    /// <summary>The symmetric root of the covariance, and no discriminator.</summary>
    public override double[] Equilibrium() => [.. Power(0.5), .. new double[DiscriminatorSize]];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (-1, 1);

    /// <summary>A power of the covariance, row by row.</summary>
    private double[] Power(double exponent)
    {
        var values = SpectralMatrix<Real>.Spread(Covariance, Dimension, "covariance")
            .Select(s => (Real)Math.Pow(s, exponent))
            .ToArray();
        var spectral = new SpectralMatrix<Real>(values, Seed, Seed);
        var result = new double[Dimension * Dimension];
        var column = new Real[Dimension];
        for (var j = 0; j < Dimension; j++)
        {
            var unit = new Real[Dimension];
            unit[j] = 1.0;
            spectral.Apply(unit, column);
            for (var i = 0; i < Dimension; i++)
            {
                result[(i * Dimension) + j] = column[i].Value;
            }
        }

        return result;
    }

    private sealed class Bound<T>(Pack<GaussianWgan> games) : AnalyticGame<T>(games)
        where T : struct, IPacked<T>
    {
        private readonly int _d = games.First.Dimension;
        private readonly T _gamma = games.ToScalar<T>(g => g.Gamma);
        private readonly T[] _covariance =
        [
            .. Enumerable.Range(0, games.First.GeneratorSize).Select(i => games.ToScalar<T>(g => g.Power(1)[i])),
        ];

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            T value = 0.0;
            T norm = 0.0;
            var w = state[(_d * _d)..];
            for (var i = 0; i < _d; i++)
            {
                for (var j = 0; j < _d; j++)
                {
                    value += w[(i * _d) + j] * Gap(state, i, j);
                    norm += w[(i * _d) + j] * w[(i * _d) + j];
                }
            }

            return player == Player.Generator ? value : (0.5 * _gamma * norm) - value;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var w = state[(_d * _d)..];
            for (var i = 0; i < _d; i++)
            {
                for (var j = 0; j < _d; j++)
                {
                    var value = by == Player.Discriminator ? Gap(state, i, j) : 0.0;
                    for (var k = 0; by == Player.Generator && k < _d; k++)
                    {
                        value -= (w[(i * _d) + k] + w[(k * _d) + i]) * state[(k * _d) + j];
                    }

                    var at = (i * _d) + j;
                    gradient[at] = loss == Player.Generator ? value
                        : by == Player.Generator ? -value
                        : (_gamma * w[at]) - value;
                }
            }
        }

        public override void BestRespond(Span<T> state)
        {
            if (games.First.WhyNoBestResponse is { } why)
            {
                throw new NotSupportedException(why);
            }

            for (var i = 0; i < _d; i++)
            {
                for (var j = 0; j < _d; j++)
                {
                    state[(_d * _d) + (i * _d) + j] = Gap(state, i, j) / _gamma;
                }
            }
        }

        public override T Distance(ReadOnlySpan<T> state)
        {
            T sum = 0.0;
            for (var i = 0; i < _d; i++)
            {
                for (var j = 0; j < _d; j++)
                {
                    var gap = Gap(state, i, j);
                    sum = T.FusedMultiplyAdd(gap, gap, sum);
                }
            }

            return T.Sqrt(sum);
        }

        /// <summary>An entry of S - V V'.</summary>
        private T Gap(ReadOnlySpan<T> state, int i, int j)
        {
            var gap = _covariance[(i * _d) + j];
            for (var k = 0; k < _d; k++)
            {
                gap -= state[(i * _d) + k] * state[(j * _d) + k];
            }

            return gap;
        }
    }
}
