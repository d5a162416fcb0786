using MathNet.Numerics.LinearAlgebra;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// A Wasserstein GAN of a small network and a linear critic psi with an R1 penalty, on latent vectors that are drawn
/// once: <c>L_D = -psi' (m - mean G(z)) + gamma/2 |psi|^2</c>, <c>L_G = -psi' mean G(z)</c>. The data's mean m is that
/// of the generator's first parameters, which with psi = 0 are therefore an equilibrium.
/// </summary>
/// <param name="Seed">The seed of the parameters and of the latent vectors.</param>
/// <param name="Gamma">The penalty's weight.</param>
internal sealed record LinearCriticGan(ulong Seed, double Gamma) : Game
{
    private const int Latent = 2;
    private const int Hidden = 4;
    private const int Outputs = 2;
    private const int Samples = 16;

    // First layer's weights and biases, then the second's.
    private const int Parameters = (Hidden * (Latent + 1)) + (Outputs * (Hidden + 1));

    /// <inheritdoc/>
    public override int GeneratorSize => Parameters;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Outputs;

    private double[] First { get; } =
        [.. Numbers(Seed, Purpose.Settings, Parameters), .. new double[Outputs]];

    private double[] Latents { get; } = Numbers(Seed, Purpose.Latent, Samples * Latent);

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings, this);

    /// <inheritdoc/>
    public override double[] Equilibrium() => [.. First];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (First[coordinate], First[coordinate]);

    /// <summary>
    /// The derivative of the generated mean by the generator's parameters at the equilibrium, by its singular values,
    /// the largest first, and their directions.
    /// </summary>
    public MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> Interaction()
    {
        // The derivative of L_G by theta where psi is a unit vector is less the derivative of that coordinate's mean.
        var game = Bind<Real>();
        var rows = Enumerable.Range(0, Outputs).Select(output =>
        {
            var state = First.Select((x, i) => (Real)(i == Parameters + output ? 1 : x)).ToArray();
            var gradient = new Real[Parameters];
            game.Gradient(Player.Generator, Player.Generator, state, gradient, default);
            return gradient.Select(g => -g.Value).ToArray();
        });
        return Matrix<double>.Build.DenseOfRowArrays([.. rows]).Svd();
    }

    private static double[] Numbers(ulong seed, Purpose purpose, int count)
    {
        var random = new Philox(seed, 0, purpose);
        return [.. Enumerable.Range(0, count).Select(_ => Normal.Quantile(random.Uniform(1e-16, 1)))];
    }

    private sealed class Bound<T>(Pack<Game> settings, LinearCriticGan game) : AnalyticGame<T>(settings)
        where T : struct, IPacked<T>
    {
        private readonly T[] _latents = game.Latents.ToScalars<T>();
        private readonly T[] _mean = Mean(game.First.ToScalars<T>(), game.Latents.ToScalars<T>());

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var generated = Mean(state, _latents);
            T loss = 0.0;
            for (var i = 0; i < Outputs; i++)
            {
                var psi = state[Parameters + i];
                loss += player == Player.Generator
                    ? -(psi * generated[i])
                    : (psi * (generated[i] - _mean[i])) + (0.5 * game.Gamma * psi * psi);
            }

            return loss;
        }

        private static T[] Mean(ReadOnlySpan<T> theta, ReadOnlySpan<T> latents)
        {
            var sums = new T[Outputs];
            for (var sample = 0; sample < Samples; sample++)
            {
                for (var unit = 0; unit < Hidden; unit++)
                {
                    var active = T.Tanh(
                        (theta[2 * unit] * latents[2 * sample])
                        + (theta[(2 * unit) + 1] * latents[(2 * sample) + 1])
                        + theta[(Hidden * Latent) + unit]);
                    for (var i = 0; i < Outputs; i++)
                    {
                        sums[i] += theta[(Hidden * (Latent + 1)) + (i * Hidden) + unit] * active;
                    }
                }
            }

            for (var i = 0; i < Outputs; i++)
            {
                sums[i] = (sums[i] / Samples) + theta[Parameters - Outputs + i];
            }

            return sums;
        }
    }
}
