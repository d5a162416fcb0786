using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>The quadratic and bilinear games: that their matrices are those asked for.</summary>
public sealed class QuadraticTests
{
    [Theory]
    [InlineData("quadratic size=4 a=0.3,-1,2,0.5 b=0.1,1 c=0.4,3")]
    [InlineData("quadratic size=1 a=-0.7 b=2 c=3")]
    [InlineData("quadratic size=3 a=1,2,3 b=4,5,6 c=7,8,9 seed-a=0 seed-b=0 seed-c=0")]
    public void The_matrices_have_the_eigenvalues_and_singular_values_asked_for(string text)
    {
        var game = (Quadratic)Cases.Game(text);
        var n = game.Size;
        var (a, c, lower, b) = Blocks(game);
        Assert.True((a - a.Transpose()).FrobeniusNorm() < 1e-13);
        Assert.True((b - b.Transpose()).FrobeniusNorm() < 1e-13);
        Assert.True((lower + c.Transpose()).FrobeniusNorm() < 1e-13);
        AssertSame(Spread(game.A, n), a.Evd(Symmetricity.Symmetric).EigenValues.Select(e => e.Real));
        AssertSame(Spread(game.B, n), b.Evd(Symmetricity.Symmetric).EigenValues.Select(e => e.Real));
        AssertSame(Spread(game.C, n), c.Svd().S);

        // Seeds of 0 leave the matrices diagonal, others do not.
        var diagonal = n == 1 || game.SeedA == 0;
        Assert.Equal(
            diagonal,
            (c - Matrix<double>.Build.DiagonalOfDiagonalVector(c.Diagonal())).FrobeniusNorm() < 1e-13);
    }

    [Fact]
    public void Another_seed_gives_other_matrices_of_the_same_values()
    {
        var (first, second) = (
            Blocks(Cases.Game("quadratic size=4 c=1,2,3,4 seed-c=5")).C,
            Blocks(Cases.Game("quadratic size=4 c=1,2,3,4 seed-c=6")).C);
        Assert.True((first - second).FrobeniusNorm() > 0.1);
        AssertSame(first.Svd().S, second.Svd().S);
    }

    [Fact]
    public void The_losses_are_those_of_the_definition()
    {
        var game = Cases.Game("quadratic size=3 a=0.3,-1,2 b=0.1,1,0.5 c=0.4,3");
        var (a, c, _, b) = Blocks(game);
        foreach (var start in Cases.Starts(game, 10))
        {
            var (theta, psi) = (
                Vector<double>.Build.DenseOfArray(start[..3]),
                Vector<double>.Build.DenseOfArray(start[3..]));
            var value = (0.5 * (theta * a * theta)) + (theta * c * psi) - (0.5 * (psi * b * psi));
            Assert.Equal(
                value,
                game.Bind<Real>().Loss(Player.Generator, start.ToScalars<Real>(), default).Value,
                1e-13);
            Assert.Equal(
                -value,
                game.Bind<Real>().Loss(Player.Discriminator, start.ToScalars<Real>(), default).Value,
                1e-13);
        }
    }

    [Fact]
    public void The_best_response_solves_the_linear_system()
    {
        var game = Cases.Game("quadratic size=3 b=0.2,1,5 c=0.4,3");
        var (_, c, _, b) = Blocks(game);
        foreach (var start in Cases.Starts(game, 10))
        {
            var state = start.ToScalars<Real>();
            game.Bind<Real>().BestRespond(state);
            var expected = b.Solve(c.Transpose() * Vector<double>.Build.DenseOfArray(start[..3]));
            AssertClose([.. expected], ((ReadOnlySpan<Real>)state[3..]).ToDoubles());
        }

        Assert.Null(game.WhyNoBestResponse);
        Assert.Contains(
            "not positive definite",
            Cases.Game("quadratic b=0").WhyNoBestResponse,
            StringComparison.Ordinal);
        Assert.Contains(
            "not positive definite",
            Cases.Game("quadratic size=2 b=1,-1").WhyNoBestResponse,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bilinear_game_has_the_matrix_or_the_singular_values_given()
    {
        var (_, c, lower, _) = Blocks(Cases.Game("bilinear size=2 matrix=0.5,-1,2,0.25"));
        AssertClose([0.5, -1, 2, 0.25], c.ToRowMajorArray());
        AssertClose([-0.5, -2, 1, -0.25], lower.ToRowMajorArray());
        AssertSame([0.5, 1, 2, 4], Blocks(Cases.Game("bilinear size=4 singular-values=0.5,4 seed=3")).C.Svd().S);
        AssertClose([0.5, 0, 0, 3], Blocks(Cases.Game("bilinear size=2 singular-values=0.5,3")).C.ToRowMajorArray());
    }

    [Theory]
    [InlineData("bilinear size=3 singular-values=1,2,3,4", "singular-values")]
    [InlineData("bilinear size=3 singular-values=0,2", "singular-values")]
    [InlineData("bilinear size=1 singular-values=1,2", "singular-values")]
    [InlineData("quadratic size=1 b=1,2", "b needs")]
    [InlineData("quadratic size=3 a=-1,2", "a needs")]
    [InlineData("quadratic size=3 c=1,2,3,4", "c needs")]
    [InlineData("bilinear size=2 matrix=1,2,3", "matrix needs 4 numbers")]
    public void Lists_of_the_wrong_length_are_refused(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<SettingsException>(() => Cases.Game(text)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_list_of_two_is_a_geometric_series_unless_the_size_is_two()
    {
        AssertClose([1, 2, 4, 8], SpectralMatrix<Real>.Spread([1, 8], 4, "c"));
        AssertClose([8, 4, 2, 1], SpectralMatrix<Real>.Spread([8, 1], 4, "c"));
        AssertClose([0, -8], SpectralMatrix<Real>.Spread([0, -8], 2, "c"));
        AssertClose([5, 5, 5], SpectralMatrix<Real>.Spread([5], 3, "c"));
        AssertClose([5], SpectralMatrix<Real>.Spread([5], 1, "c"));
    }

    [Fact]
    public void A_spectral_matrix_and_its_transpose_are_adjoint_and_keep_lengths_where_the_values_are_one()
    {
        foreach (var size in (int[])[1, 2, 3, 10, 200])
        {
            var ones = Enumerable.Repeat((Real)1.0, size).ToArray();
            var matrix = new SpectralMatrix<Real>(ones, 3, 8);
            var random = new Philox(61, size, Purpose.Noise);
            var (x, z) = (
                Enumerable.Range(0, size).Select(_ => (Real)random.Uniform(-1, 1)).ToArray(),
                Enumerable.Range(0, size).Select(_ => (Real)random.Uniform(-1, 1)).ToArray());
            var (y, w) = (new Real[size], new Real[size]);
            matrix.Apply(x, y);
            matrix.ApplyTransposed(z, w);
            Assert.Equal(Dot(y, z), Dot(x, w), 1e-12);
            Assert.Equal(Dot(x, x), Dot(y, y), 1e-12 * size);
        }

        static double Dot(Real[] x, Real[] y) => x.Zip(y, (a, b) => a.Value * b.Value).Sum();
    }

    [Theory]
    [InlineData("quadratic size=3000 a=0.1,1 b=1 c=0.5,2")]
    [InlineData("bilinear size=3000 singular-values=0.5,2 seed=1")]
    public void A_large_game_takes_memory_proportional_to_its_size(string text)
    {
        // An array of the size for each coordinate would be 72 MB a list; some tens of numbers a coordinate are 2 MB.
        var game = Cases.Game(text);
        var start = Cases.Starts(game, 1)[0];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Saddle.Dynamics.Simulation.Run(game, Cases.Rule("alternating eta=0.1"), start, 2);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    /// <summary>The four blocks of the field's matrix [[A, C], [-C', B]], from gradients at unit vectors.</summary>
    private static (Matrix<double> A, Matrix<double> C, Matrix<double> Lower, Matrix<double> B) Blocks(Game game)
    {
        var n = game.GeneratorSize;
        var matrix = Matrix<double>.Build.Dense(2 * n, 2 * n);
        for (var column = 0; column < 2 * n; column++)
        {
            var (state, field) = (new Real[2 * n], new Real[2 * n]);
            state[column] = 1.0;
            game.Bind<Real>().Gradient(Player.Generator, Player.Generator, state, field.AsSpan(0, n), default);
            game.Bind<Real>().Gradient(Player.Discriminator, Player.Discriminator, state, field.AsSpan(n), default);
            matrix.SetColumn(column, ((ReadOnlySpan<Real>)field).ToDoubles());
        }

        return (
            matrix.SubMatrix(0, n, 0, n),
            matrix.SubMatrix(0, n, n, n),
            matrix.SubMatrix(n, n, 0, n),
            matrix.SubMatrix(n, n, n, n));
    }

    private static double[] Spread(double[] list, int size) => SpectralMatrix<Real>.Spread(list, size, "values");

    private static void AssertSame(IEnumerable<double> expected, IEnumerable<double> actual) =>
        AssertClose([.. expected.Order()], [.. actual.Order()]);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Numbers.AssertClose(expected[i], actual[i], 1e-13, $"value {i}");
        }
    }
}
