using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Dynamics;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>The leading eigenvalue alone is that of all eigenvalues.</summary>
public sealed class EigenvaluesTests
{
    [Fact]
    public void All_eigenvalues_of_dense_matrices_are_those_of_the_library()
    {
        for (var size = 1; size <= 40; size++)
        {
            var matrix = Random(size, seed: size);
            var expected = Sorted(Matrix<double>.Build.DenseOfArray(matrix).Evd().EigenValues);
            var actual = Sorted(Eigenvalues.All([.. matrix.Cast<double>()], size)!);
            for (var i = 0; i < size; i++)
            {
                AssertClose(expected[i], actual[i], 1e-10, $"size {size}, number {i}");
            }
        }
    }

    [Fact]
    public void Known_eigenvalues_of_a_product_are_found()
    {
        // B diag(...) B^-1 with real eigenvalues and a pair that turns.
        var size = 9;
        var basis = Matrix<double>.Build.DenseOfArray(Random(size, seed: 3));
        var middle = Matrix<double>.Build.DenseDiagonal(size, size, i => 0.1 * (i + 1));
        (middle[0, 0], middle[0, 1], middle[1, 0], middle[1, 1]) = (0.6, -1.1, 1.1, 0.6);
        var leading = Eigenvalues.Leading((basis * middle * basis.Inverse()).ToArray())!.Value;
        AssertClose(new(0.6, 1.1), leading, 1e-10, "leading");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_multiple_of_the_identity_with_few_columns_added_is_reduced_to_the_same_eigenvalue(int rank)
    {
        var size = 60;
        var left = Matrix<double>.Build.DenseOfArray(Random(size, seed: 5)).SubMatrix(0, size, 0, rank);
        var right = Matrix<double>.Build.DenseOfArray(Random(size, seed: 6)).SubMatrix(0, rank, 0, size);
        var matrix = (0.25 * left * right) + (0.7 * Matrix<double>.Build.DenseIdentity(size));
        AssertClose(Leading(matrix.ToArray()), Eigenvalues.Leading(matrix.ToArray()), 1e-10, $"rank {rank}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(40)]
    public void Few_coordinates_that_answer_to_many_that_shrink_alike_are_all_that_is_left(int few)
    {
        // The shape of a kernel discriminator: many features, each of which sees only the points.
        var size = 100;
        var matrix = Random(size, seed: 9);
        for (var i = few; i < size; i++)
        {
            for (var j = few; j < size; j++)
            {
                matrix[i, j] = i == j ? 0.9 : 0;
            }
        }

        AssertClose(Leading(matrix), Eigenvalues.Leading(matrix), 1e-10, $"{few} coordinates");
    }

    [Fact]
    public void A_multiple_of_the_identity_alone_has_its_factor()
    {
        var matrix = Matrix<double>.Build.DenseDiagonal(50, 50, -0.3);
        Assert.Equal(new Complex(-0.3, 0), Eigenvalues.Leading(matrix.ToArray()));
    }

    [Fact]
    public void Coordinates_that_act_one_way_only_are_taken_apart()
    {
        // Blocks on the diagonal, anything above it, and the coordinates shuffled.
        var size = 12;
        var matrix = new double[size, size];
        var random = Random(size, seed: 8);
        int[] order = [5, 2, 11, 0, 7, 1, 9, 3, 10, 4, 8, 6];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                matrix[order[i], order[j]] = j / 3 < i / 3 ? 0 : random[i, j];
            }
        }

        Assert.Equal(4, Components.Of(matrix).Count);
        AssertClose(Leading(matrix), Eigenvalues.Leading(matrix), 1e-12, "leading");
    }

    [Fact]
    public void A_circle_of_coordinates_is_one_component()
    {
        var circle = new double[6, 6];
        for (var i = 0; i < 6; i++)
        {
            circle[i, (i + 1) % 6] = 2;
        }

        Assert.Equal([[0, 1, 2, 3, 4, 5]], Components.Of(circle));
        Assert.Equal(2, Eigenvalues.Leading(circle)!.Value.Magnitude, 1e-12);
    }

    [Fact]
    public void A_number_that_is_not_finite_gives_no_number()
    {
        Assert.Null(Eigenvalues.Leading(new[,] { { 1, double.NaN }, { 0, 1 } }));
        Assert.Null(Eigenvalues.Leading(Filled(5, double.PositiveInfinity)));
        Assert.Null(Eigenvalues.Leading(Filled(5, 1e308)));
    }

    [Fact]
    public void Rates_near_the_end_of_the_range_of_numbers_give_no_prediction_and_say_why()
    {
        foreach (var (game, rule) in ((string, string)[])
            [("kernel-gan", "heavy-ball eta-d=1e308"), ("bilinear", "past-extragradient eta-g=1e308")])
        {
            var leading = LeadingMode.Of(Cases.Game(game).ForSpectrum, Cases.Rule(rule));
            Assert.True(leading.Radius is null || double.IsFinite(leading.Radius.Value), $"{game} {rule}");
            Assert.False(leading is { Value: null, Note: null }, $"{game} {rule}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases.GameData), MemberType = typeof(Cases))]
    public void The_leading_mode_of_every_game_is_that_of_its_spectrum(string name)
    {
        var game = Cases.Game(name).ForSpectrum;
        foreach (var rule in (string[])["simultaneous", "alternating", "adam", "optimistic", "extragradient"])
        {
            Spectrum spectrum;
            try
            {
                spectrum = Spectrum.Of(game, Cases.Rule(rule));
            }
            catch (NotSupportedException)
            {
                continue;
            }

            var leading = LeadingMode.Of(game, Cases.Rule(rule));
            Assert.Equal(spectrum.Note, leading.Note);
            Assert.Equal(spectrum.Radius is null, leading.Radius is null);
            if (spectrum.Radius is { } radius)
            {
                Assert.InRange(leading.Radius!.Value, radius * (1 - 1e-7), radius * (1 + 1e-7));
            }
        }
    }

    private static Complex Leading(double[,] matrix) =>
        Sorted(Matrix<double>.Build.DenseOfArray(matrix).Evd().EigenValues)[0];

    private static Complex[] Sorted(IEnumerable<Complex> values) =>
    [
        .. values
            .OrderByDescending(v => Math.Round(v.Magnitude, 9))
            .ThenByDescending(v => Math.Round(v.Real, 9))
            .ThenByDescending(v => v.Imaginary),
    ];

    private static double[,] Random(int size, int seed)
    {
        var random = new Philox((ulong)seed, 0, Purpose.Start);
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                matrix[i, j] = random.Uniform(-1, 1);
            }
        }

        return matrix;
    }

    private static double[,] Filled(int size, double value)
    {
        var matrix = new double[size, size];
        for (var i = 0; i < size * size; i++)
        {
            matrix[i / size, i % size] = value;
        }

        return matrix;
    }

    private static void AssertClose(Complex expected, Complex? actual, double tolerance, string what) =>
        Assert.True((expected - actual!.Value).Magnitude <= tolerance, $"{what}: {actual} in the place of {expected}");
}
