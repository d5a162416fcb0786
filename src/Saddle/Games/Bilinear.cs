using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The bilinear game <c>min over theta, max over psi of theta' C psi</c>: pure interaction, no curvature of its own.
/// </summary>
/// <param name="Size">The number of coordinates of each player.</param>
/// <param name="SingularValues">
/// The singular values of C: one for all, two for a geometric series, or one a coordinate.
/// </param>
/// <param name="Seed">The seed of the orthogonal factors of C; 0 for a diagonal C.</param>
/// <param name="Matrix">C itself, row by row, in place of singular values.</param>
/// <remarks>
/// <c>L_G = theta' C psi</c>, <c>L_D = -theta' C psi</c>. Products with C cost time proportional to the size, unless C
/// is given whole. Liang and Stokes 2019, arXiv:1802.06132, section 2.
/// </remarks>
[Entry(
    "bilinear",
    "pure interaction: the game on which plain gradient descent spirals outwards",
    @"\min_\theta \max_\psi\ \theta^\top C \psi",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 2")]
public sealed record Bilinear(
    [Parameter(
        "the singular values of C: one for all, the two ends of a geometric series, or one a coordinate",
        Default = "1",
        Min = 0,
        Max = 1e6)]
    double[] SingularValues,
    [Parameter(
        "C itself, row by row, in place of singular values; size times size numbers",
        Default = "",
        Min = -1e6,
        Max = 1e6)]
    double[] Matrix,
    [Parameter("the number of coordinates of each player", Min = 1, Max = 1000000)] int Size = 1,
    [Parameter("the seed of the orthogonal factors of C; 0 for a diagonal C", Min = 0)] int Seed = 0) : Game, IValidated
{
    /// <inheritdoc/>
    public override int GeneratorSize => Size;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Size;

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<Bilinear>());

    /// <inheritdoc/>
    public void Validate()
    {
        if (Matrix.Length > 0 && Matrix.Length != (long)Size * Size)
        {
            throw new SettingsException(
                $"matrix needs {(long)Size * Size} numbers for size {Size}, but has {Matrix.Length}");
        }

        SpectralMatrix<Real>.Spread(SingularValues, Size, "singular-values");
    }

    /// <inheritdoc/>
    public override double[] Equilibrium() => new double[2 * Size];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (-1, 1);

    private sealed class Bound<T>(Pack<Bilinear> games) : AnalyticGame<T>(games)
        where T : struct, IPacked<T>
    {
        private readonly int _size = games.First.Size;
        private readonly T[] _product = new T[games.First.Size];
        private readonly T[] _matrix =
        [
            .. Enumerable.Range(0, games.First.Matrix.Length).Select(i => games.ToScalar<T>(g => g.Matrix[i])),
        ];
        private readonly SpectralMatrix<T> _spectral = new(
            Values(games),
            games.First.Seed,
            games.First.Seed == 0 ? 0 : games.First.Seed + 1);

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            Apply(state[_size..], _product, transposed: false);
            var value = Vectors.Dot<T>(state[.._size], _product);
            return player == Player.Generator ? value : -value;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var other = by == Player.Generator ? state[_size..] : state[.._size];
            Apply(other, gradient, transposed: by == Player.Discriminator);
            if (loss == Player.Discriminator)
            {
                for (var i = 0; i < gradient.Length; i++)
                {
                    gradient[i] = -gradient[i];
                }
            }
        }

        private static T[] Values(Pack<Bilinear> games)
        {
            var spread = games.Select(g => SpectralMatrix<T>.Spread(g.SingularValues, g.Size, "singular-values"));
            return [.. Enumerable.Range(0, games.First.Size).Select(i => spread.ToScalar<T>(values => values[i]))];
        }

        private void Apply(ReadOnlySpan<T> x, Span<T> y, bool transposed)
        {
            if (_matrix.Length == 0)
            {
                _spectral.Apply(x, y, transposed);
                return;
            }

            for (var i = 0; i < _size; i++)
            {
                T sum = 0.0;
                for (var j = 0; j < _size; j++)
                {
                    sum = T.FusedMultiplyAdd(_matrix[transposed ? (j * _size) + i : (i * _size) + j], x[j], sum);
                }

                y[i] = sum;
            }
        }
    }
}
