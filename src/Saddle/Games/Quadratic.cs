using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The quadratic game <c>min over theta, max over psi of theta' A theta / 2 + theta' C psi - psi' B psi / 2</c>.
/// </summary>
/// <param name="A">The eigenvalues of A: one for all, two for a geometric series, or one a coordinate.</param>
/// <param name="B">The eigenvalues of B, likewise.</param>
/// <param name="C">The singular values of C, likewise.</param>
/// <param name="Size">The number of coordinates of each player.</param>
/// <param name="SeedA">The seed of the eigenvectors of A; 0 for a diagonal A.</param>
/// <param name="SeedB">The seed of the eigenvectors of B; 0 for a diagonal B.</param>
/// <param name="SeedC">The seed of the orthogonal factors of C; 0 for a diagonal C.</param>
/// <remarks>
/// Strongly stable where A and B are positive definite. The Jacobian of the field is M = [[A, C], [-C', B]]. Liang and
/// Stokes 2019, arXiv:1802.06132, section 3.
/// </remarks>
[Entry(
    "quadratic",
    "curvature of each player and interaction between them, all chosen",
    @"\min_\theta \max_\psi\ \tfrac12 \theta^\top A \theta + \theta^\top C \psi - \tfrac12 \psi^\top B \psi",
    "Liang and Stokes 2019 (arXiv:1802.06132), section 3")]
public sealed record Quadratic(
    [Parameter(
        "the eigenvalues of A: one for all, the two ends of a geometric series, or one a coordinate",
        Default = "1",
        Min = -1e6,
        Max = 1e6)]
    double[] A,
    [Parameter("the eigenvalues of B, likewise", Default = "1", Min = -1e6, Max = 1e6)] double[] B,
    [Parameter("the singular values of C, likewise", Default = "1", Min = 0, Max = 1e6)] double[] C,
    [Parameter("the number of coordinates of each player", Min = 1, Max = 1000000)] int Size = 1,
    [Parameter("the seed of the eigenvectors of A; 0 for a diagonal A", Min = 0)] int SeedA = 1,
    [Parameter("the seed of the eigenvectors of B; 0 for a diagonal B", Min = 0)] int SeedB = 2,
    [Parameter("the seed of the orthogonal factors of C; 0 for a diagonal C", Min = 0)]
    int SeedC = 3) : Game, IValidated
{
    /// <inheritdoc/>
    public override int GeneratorSize => Size;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Size;

    /// <inheritdoc/>
    public override string? WhyNoBestResponse =>
        Array.Exists(B, b => b <= 0)
            ? "B is not positive definite, so the discriminator's loss has no minimiser"
            : null;

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<Quadratic>());

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
    public override (double Low, double High) StartRange(int coordinate) => (-1, 1);

    private sealed class Bound<T>(Pack<Quadratic> games) : AnalyticGame<T>(games)
        where T : struct, IPacked<T>
    {
        private readonly int _size = games.First.Size;
        private readonly T[] _product = new T[games.First.Size];
        private readonly SpectralMatrix<T> _a = new(
            Values(games, g => g.A, invert: false),
            games.First.SeedA,
            games.First.SeedA);
        private readonly SpectralMatrix<T> _b = new(
            Values(games, g => g.B, invert: false),
            games.First.SeedB,
            games.First.SeedB);
        private readonly SpectralMatrix<T> _inverseB = new(
            Values(games, g => g.B, invert: true),
            games.First.SeedB,
            games.First.SeedB);
        private readonly SpectralMatrix<T> _c = new(
            Values(games, g => g.C, invert: false),
            games.First.SeedC,
            games.First.SeedC == 0 ? 0 : games.First.SeedC + 1);

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var theta = state[.._size];
            var psi = state[_size..];
            _a.Apply(theta, _product);
            var value = 0.5 * Vectors.Dot<T>(theta, _product);
            _c.Apply(psi, _product);
            value += Vectors.Dot<T>(theta, _product);
            _b.Apply(psi, _product);
            value -= 0.5 * Vectors.Dot<T>(psi, _product);
            return player == Player.Generator ? value : -value;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var theta = state[.._size];
            var psi = state[_size..];
            if (by == Player.Generator)
            {
                _a.Apply(theta, gradient);
                _c.Apply(psi, _product);
            }
            else
            {
                _c.ApplyTransposed(theta, gradient);
                _b.Apply(psi, _product);
            }

            for (var i = 0; i < _size; i++)
            {
                var value = by == Player.Generator ? gradient[i] + _product[i] : gradient[i] - _product[i];
                gradient[i] = loss == Player.Generator ? value : -value;
            }
        }

        public override void BestRespond(Span<T> state)
        {
            if (games.First.WhyNoBestResponse is { } why)
            {
                throw new NotSupportedException(why);
            }

            _c.ApplyTransposed(state[.._size], _product);
            _inverseB.Apply(_product, state[_size..]);
        }

        private static T[] Values(Pack<Quadratic> games, Func<Quadratic, double[]> list, bool invert)
        {
            var spread = games.Select(g => SpectralMatrix<T>.Spread(list(g), g.Size, "values"));
            return
            [
                .. Enumerable.Range(0, games.First.Size)
                    .Select(i => spread.ToScalar<T>(values => invert ? 1 / values[i] : values[i])),
            ];
        }
    }
}
