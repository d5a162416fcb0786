using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A random smooth game: a quadratic part whose curvatures and interaction are chosen, and a smooth part that is flat
/// to second order at the equilibrium, so that the linearisation there is known and the rest is not linear.
/// </summary>
/// <param name="A">The eigenvalues of the generator's own curvature.</param>
/// <param name="B">The eigenvalues of the discriminator's own curvature.</param>
/// <param name="C">The singular values of the interaction.</param>
/// <param name="Size">The number of coordinates of each player.</param>
/// <param name="Seed">The seed of all directions.</param>
/// <param name="ZeroSum">1 for a zero-sum interaction; 0 for two independent ones of the same singular values.</param>
/// <param name="Bend">The weight of the smooth part.</param>
/// <remarks>
/// <c>L_G = theta' A theta / 2 + theta' C psi + bend R(theta, psi)</c>,
/// <c>L_D = psi' B psi / 2 - theta' (zero-sum C + (1 - zero-sum) C') psi - bend R(theta, psi)</c>, where
/// <c>R = mean over k of tanh(v_k' z)^3</c> along as many random unit directions v_k as there are coordinates.
/// </remarks>
[Entry(
    "random-smooth",
    "a random smooth game with chosen curvatures and interaction",
    @"L_G = \tfrac12\theta^\top A\theta + \theta^\top C\psi + s R,\quad "
        + @"L_D = \tfrac12\psi^\top B\psi - \theta^\top (wC + (1-w)C')\psi - s R,\quad "
        + @"R = \overline{\tanh^3(v_k^\top z)}",
    "Letcher et al. 2019 (arXiv:1905.04926) for the class of differentiable games; the construction is ours")]
public sealed record RandomSmooth(
    [Parameter(
        "the eigenvalues of the generator's curvature: one for all, the two ends of a geometric series, "
            + "or one a coordinate",
        Default = "0.5",
        Min = -1e6,
        Max = 1e6)]
    double[] A,
    [Parameter("the eigenvalues of the discriminator's curvature, likewise", Default = "0.5", Min = -1e6, Max = 1e6)]
    double[] B,
    [Parameter("the singular values of the interaction, likewise", Default = "1", Min = 0, Max = 1e6)] double[] C,
    [Parameter("the number of coordinates of each player", Min = 1, Max = 10000)] int Size = 2,
    [Parameter("the seed of all directions", Min = 1, Max = 1000000)] int Seed = 1,
    [Parameter("1 for a zero-sum interaction, 0 for two independent ones", Min = 0, Max = 1)] double ZeroSum = 1,
    [Parameter("the weight of the smooth part", Min = 0, Max = 1e6)] double Bend = 0.1) : Game, IValidated
{
    /// <inheritdoc/>
    public override int GeneratorSize => Size;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Size;

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<RandomSmooth>());

    /// <inheritdoc/>
    public void Validate()
    {
        SpectralMatrix<Real>.Spread(A, Size, "a");
        SpectralMatrix<Real>.Spread(B, Size, "b");
        SpectralMatrix<Real>.Spread(C, Size, "c");
    }

    /// <inheritdoc/>
    public override double[] Equilibrium() => new double[2 * Size];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (-0.1, 0.1);

    private sealed class Bound<T> : AnalyticGame<T>
        where T : struct, IPacked<T>
    {
        private readonly int _size;
        private readonly SpectralMatrix<T> _a;
        private readonly SpectralMatrix<T> _b;
        private readonly SpectralMatrix<T> _c;
        private readonly SpectralMatrix<T> _other;
        private readonly T _zeroSum;
        private readonly T _bend;
        private readonly double[][] _directions;
        private readonly T[] _product;
        private readonly T[] _sum;

        public Bound(Pack<RandomSmooth> games)
            : base(games)
        {
            var game = games.First;
            _size = game.Size;
            var seed = 10 * game.Seed;
            _a = new(Values(games, g => g.A), seed, seed);
            _b = new(Values(games, g => g.B), seed + 1, seed + 1);
            _c = new(Values(games, g => g.C), seed + 2, seed + 3);
            _other = new(Values(games, g => g.C), seed + 4, seed + 5);
            (_zeroSum, _bend) = (games.ToScalar<T>(g => g.ZeroSum), games.ToScalar<T>(g => g.Bend));
            _product = new T[_size];
            _sum = new T[_size];
            var random = new Philox((ulong)seed, SettingDraw.Bends, Purpose.Settings);
            _directions = [.. Enumerable.Range(0, 2 * _size).Select(_ =>
            {
                var v = Enumerable.Range(0, 2 * _size).Select(_ => random.Uniform(-1, 1)).ToArray();
                var norm = Math.Sqrt(v.Sum(x => x * x));
                return Array.ConvertAll(v, x => x / norm);
            })];
        }

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var theta = state[.._size];
            var psi = state[_size..];
            var generator = player == Player.Generator;
            var own = generator ? theta : psi;
            (generator ? _a : _b).Apply(own, _product);
            var value = 0.5 * Vectors.Dot<T>(own, _product);
            Interaction(player, psi, transposed: false);
            var interaction = Vectors.Dot<T>(theta, _sum);
            T bend = 0.0;
            foreach (var v in _directions)
            {
                var t = T.Tanh(Along(v, state));
                bend += t * t * t;
            }

            bend *= _bend / _directions.Length;
            return generator ? value + interaction + bend : value - interaction - bend;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var theta = state[.._size];
            var psi = state[_size..];
            gradient.Fill(0.0);
            if (loss == by)
            {
                (by == Player.Generator ? _a : _b).Apply(by == Player.Generator ? theta : psi, gradient);
            }

            T sign = loss == Player.Generator ? 1.0 : -1.0;
            Interaction(loss, by == Player.Generator ? psi : theta, transposed: by == Player.Discriminator);
            for (var i = 0; i < _size; i++)
            {
                gradient[i] = T.FusedMultiplyAdd(sign, _sum[i], gradient[i]);
            }

            var first = by == Player.Generator ? 0 : _size;
            foreach (var v in _directions)
            {
                var t = T.Tanh(Along(v, state));
                var slope = sign * _bend / _directions.Length * 3.0 * t * t * (1.0 - (t * t));
                for (var i = 0; i < _size; i++)
                {
                    gradient[i] = T.FusedMultiplyAdd(slope, v[first + i], gradient[i]);
                }
            }
        }

        private static T[] Values(Pack<RandomSmooth> games, Func<RandomSmooth, double[]> list) =>
            [
                .. Enumerable.Range(0, games.First.Size)
                    .Select(i => games.ToScalar<T>(g => SpectralMatrix<T>.Spread(list(g), g.Size, "values")[i])),
            ];

        private static T Along(double[] v, ReadOnlySpan<T> state)
        {
            T sum = 0.0;
            for (var i = 0; i < v.Length; i++)
            {
                sum = T.FusedMultiplyAdd(v[i], state[i], sum);
            }

            return sum;
        }

        /// <summary>Fills the sum with a player's interaction matrix, or its transpose, times x.</summary>
        private void Interaction(Player player, ReadOnlySpan<T> x, bool transposed)
        {
            _c.Apply(x, _sum, transposed);
            if (player == Player.Generator)
            {
                return;
            }

            _other.Apply(x, _product, transposed);
            for (var i = 0; i < _size; i++)
            {
                _sum[i] = (_zeroSum * _sum[i]) + ((1.0 - _zeroSum) * _product[i]);
            }
        }
    }
}
