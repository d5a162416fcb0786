using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>
/// Spectra against matrices that are put together by hand and given to MathNet, and what is read off them.
/// </summary>
public sealed class SpectrumTests
{
    public static TheoryData<string> Quadratics =>
    [
        "quadratic a=0.7 b=1.3 c=2",
        "quadratic size=2 a=0.5,2 b=1,3 c=0.2,1 seed-a=3 seed-b=4 seed-c=5",
        "quadratic size=5 a=0.1,2 b=0.3 c=0.5,4 seed-a=11",
        "quadratic size=5 a=1,-2,3,0.5,0 b=0.1,0.2,-0.3,0.4,0.5 c=3 seed-b=21",
        "quadratic size=8 a=1 b=1 c=1 seed-a=0 seed-b=0 seed-c=0",
        "quadratic size=20 a=0.1,1 b=0.2,3 c=0.3,2", // 40 coordinates: several packs of lanes
        "bilinear size=5 singular-values=0.2,1.5 seed=4",
        "bilinear size=3 matrix=1,2,-0.5,0,1,3,0.25,-1,1",
    ];

    [Theory]
    [MemberData(nameof(Quadratics))]
    public void Simultaneous_descent_has_the_eigenvalues_of_one_less_the_scaled_field(string text)
    {
        var game = Cases.Game(text);
        var (n, m) = (game.GeneratorSize, FieldMatrix(game));
        var eta = Matrix<double>.Build.DiagonalOfDiagonalArray(
            [.. Enumerable.Range(0, 2 * n).Select(i => i < n ? 0.3 : 0.05)]);
        AssertSpectrum(
            Matrix<double>.Build.DenseIdentity(2 * n) - (eta * m),
            Spectrum.Of(game, Cases.Rule("simultaneous eta-g=0.3 eta-d=0.05")));
    }

    [Theory]
    [MemberData(nameof(Quadratics))]
    public void Alternating_descent_has_the_eigenvalues_of_the_product_of_both_half_updates(string text)
    {
        var game = Cases.Game(text);
        var (n, m, identity) = (
            game.GeneratorSize,
            FieldMatrix(game),
            Matrix<double>.Build.DenseIdentity(2 * game.GeneratorSize));
        Matrix<double> Half(bool generator, double eta) =>
            identity - (
                Matrix<double>.Build.DiagonalOfDiagonalArray(
                    [.. Enumerable.Range(0, 2 * n).Select(i => i < n == generator ? eta : 0)]) * m);
        AssertSpectrum(
            Half(true, 0.3) * Half(false, 0.05),
            Spectrum.Of(game, Cases.Rule("alternating eta-g=0.3 eta-d=0.05")));
        AssertSpectrum(
            Half(false, 0.05) * Half(true, 0.3),
            Spectrum.Of(game, Cases.Rule("alternating order=g-first eta-g=0.3 eta-d=0.05")));
        AssertSpectrum(
            Half(true, 0.3) * Half(false, 0.05) * Half(false, 0.05),
            Spectrum.Of(game, Cases.Rule("alternating k=2 eta-g=0.3 eta-d=0.05")));
    }

    [Fact]
    public void The_optimal_discriminator_leaves_the_generator_the_schur_complement()
    {
        // psi = B^-1 C' theta, so theta' = (I - eta (A + C B^-1 C')) theta; the discriminator is forgotten: n
        // eigenvalues 0.
        var game = Cases.Game("quadratic size=4 a=0.2,1 b=0.5,2 c=0.3,1");
        var m = FieldMatrix(game);
        var (a, c, b) = (m.SubMatrix(0, 4, 0, 4), m.SubMatrix(0, 4, 4, 4), m.SubMatrix(4, 4, 4, 4));
        var expected = (
            Matrix<double>.Build.DenseIdentity(4) - (0.1 * (a + (c * b.Inverse() * c.Transpose())))).Evd().EigenValues;
        var actual = Spectrum.Of(game, Cases.Rule("optimal-discriminator eta=0.1")).Eigenvalues;
        AssertSame([.. expected, 0, 0, 0, 0], actual);
    }

    [Fact]
    public void Alternating_descent_on_the_bilinear_game_keeps_moduli_at_one_up_to_two_over_the_largest_singular_value()
    {
        foreach (var values in (double[][])[[1], [0.2, 1, 3], [0.5, 0.6, 0.7, 0.8, 0.9], [2, 2, 2]])
        {
            var list = string.Join(',', values.Select(v => FormattableString.Invariant($"{v}")));
            var game = Cases.Game($"bilinear size={values.Length} singular-values={list} seed=9");
            foreach (var share in (double[])[0.01, 0.5, 0.9, 0.999])
            {
                var spectrum = Of(share * 2 / values.Max());
                Assert.All(spectrum.Eigenvalues, e => Assert.Equal(1, e.Magnitude, 1e-9));
                Assert.NotNull(spectrum.Note);

                // Each singular value turns by the angle phi with cos phi = 1 - (eta s)^2 / 2.
                var eta = share * 2 / values.Max();
                AssertSame(
                    [
                        .. values.SelectMany<double, Complex>(s =>
                            [
                                Complex.FromPolarCoordinates(1, Math.Acos(1 - (0.5 * eta * eta * s * s))),
                                Complex.FromPolarCoordinates(1, -Math.Acos(1 - (0.5 * eta * eta * s * s))),
                            ]),
                    ],
                    spectrum.Eigenvalues);
            }

            Assert.True(Of(1.01 * 2 / values.Max()).Radius > 1.1);

            Spectrum Of(double eta) =>
                Spectrum.Of(game, Cases.Rule(FormattableString.Invariant($"alternating eta={eta:R}")));
        }
    }

    [Fact]
    public void Simultaneous_descent_on_the_bilinear_game_has_the_moduli_of_theory()
    {
        // 1 +- i eta s: Liang and Stokes 2019, section 2.
        var spectrum = Spectrum.Of(
            Cases.Game("bilinear size=3 singular-values=0.5,1,2 seed=2"),
            Cases.Rule("simultaneous eta=0.1"));
        AssertSame(
            [new(1, 0.05), new(1, -0.05), new(1, 0.1), new(1, -0.1), new(1, 0.2), new(1, -0.2)],
            spectrum.Eigenvalues);
        Assert.Equal(Math.Sqrt(1.04), spectrum.Radius!.Value, 1e-12);
        Assert.Equal(-0.5 * Math.Log(1.04), spectrum.Rate!.Value, 1e-12);
        Assert.Equal(Verdict.Diverges, spectrum.Predict(1000));
        Assert.Equal(Verdict.Oscillates, spectrum.Predict(1));
    }

    [Theory]
    [InlineData("quadratic size=3 a=1 b=1 c=5", true)]
    [InlineData("quadratic size=3 a=1,1,-0.01 b=1 c=5", false)]
    [InlineData("quadratic size=3 a=1 b=1,-0.01,1 c=5", false)]
    [InlineData("quadratic size=3 a=1,0,1 b=1 c=5", null)]
    [InlineData("quadratic size=3 a=1 b=0 c=5", null)]
    [InlineData("quadratic size=3 a=0 b=-1 c=5", false)]
    [InlineData("quadratic size=3 a=-1 b=0 c=5", false)]
    [InlineData("bilinear size=3", null)]
    [InlineData("dirac-gan penalty=none", null)]
    [InlineData("dirac-gan penalty=r1", null)] // the generator's own curvature is 0
    public void Local_nash_is_each_players_own_second_order_condition(string text, bool? expected) =>
        Assert.Equal(expected, Spectrum.Of(Cases.Game(text), Cases.Rule("simultaneous")).LocalNash);

    [Fact]
    public void Local_nash_and_stability_are_separate_properties()
    {
        // Stable under small steps, though the discriminator is at a maximum of its own loss: b = -0.5 < 0 < a = 1 and
        // strong interaction (trace a + b > 0, determinant c^2 + ab > 0).
        var spectrum = Spectrum.Of(Cases.Game("quadratic a=1 b=-0.5 c=2"), Cases.Rule("simultaneous eta=0.01"));
        Assert.False(spectrum.LocalNash);
        Assert.True(spectrum.Radius < 1);

        // And a local Nash equilibrium that large steps leave.
        spectrum = Spectrum.Of(Cases.Game("quadratic a=1 b=1 c=2"), Cases.Rule("simultaneous eta=1"));
        Assert.True(spectrum.LocalNash);
        Assert.True(spectrum.Radius > 1);
    }

    [Fact]
    public void The_approach_is_read_off_the_leading_eigenvalue()
    {
        Assert.Equal("monotone", Approach("quadratic a=1 b=1 c=0", 0.5));
        Assert.Equal("flip", Approach("quadratic a=1 b=1 c=0", 1.8));
        Assert.Equal("spiral", Approach("quadratic a=1 b=1 c=1", 0.5));

        static string? Approach(string game, double eta) =>
            Spectrum.Of(Cases.Game(game), Cases.Rule(FormattableString.Invariant($"simultaneous eta={eta}"))).Approach;
    }

    [Theory]
    [InlineData("quadratic a=1 b=1 c=0", 0.5, 10, Verdict.Converges)]
    [InlineData("quadratic a=1 b=1 c=0", 0.001, 10, Verdict.Stalls)]
    [InlineData("quadratic a=1 b=1 c=0", 2.1, 100, Verdict.Diverges)]
    [InlineData("quadratic a=1 b=1 c=0", 1.999, 100, Verdict.Oscillates)]
    [InlineData("quadratic a=1 b=1 c=3", 0.19, 100, Verdict.Oscillates)]
    public void A_prediction_agrees_with_the_measurement_of_a_run(string text, double eta, int steps, Verdict expected)
    {
        var (game, rule) = (Cases.Game(text), Cases.Rule(FormattableString.Invariant($"simultaneous eta={eta}")));
        Assert.Equal(expected, Spectrum.Of(game, rule).Predict(steps));
        Assert.Equal(expected, Simulation.Run(game, rule, [1, -0.5], steps).Measured.Verdict);
    }

    [Fact]
    public void A_state_that_is_no_fixed_point_is_said_to_be_none()
    {
        var spectrum = Spectrum.Of(Cases.Game("quadratic"), Cases.Rule("simultaneous eta=0.1"), [1, 0]);
        Assert.Contains("not a fixed point", spectrum.Note, StringComparison.Ordinal);
        Assert.Contains("moves it by 0.1", spectrum.Note, StringComparison.Ordinal);
        Assert.Equal([1, 0], spectrum.At);
        Assert.Null(Spectrum.Of(Cases.Game("quadratic"), Cases.Rule("simultaneous eta=0.1")).Note);
    }

    [Fact]
    public void Where_an_update_has_no_jacobian_the_spectrum_says_why()
    {
        var clamped = Spectrum.Of(Cases.Game("two-gaussians"), Cases.Rule("alternating"));
        Assert.Null(clamped.Jacobian);
        Assert.Contains("crossing=free has one", clamped.Note, StringComparison.Ordinal);
        var best = Spectrum.Of(Cases.Game("two-gaussians crossing=free"), Cases.Rule("optimal-discriminator"));
        Assert.Null(best.Jacobian);
        Assert.Contains("best response is undetermined", best.Note, StringComparison.Ordinal);
        Assert.NotNull(Spectrum.Of(Cases.Game("two-gaussians crossing=free"), Cases.Rule("alternating")).Jacobian);
        Assert.NotNull(
            Spectrum.Of(Cases.Game("two-gaussians"), Cases.Rule("alternating"), [-0.5, 0.5, -1, 0, 1, 2]).Jacobian);
        Assert.NotNull(
            Spectrum.Of(
                Cases.Game("two-gaussians"),
                Cases.Rule("optimal-discriminator"),
                [-0.4, 0.5, 0, 0, 0, 0]).Jacobian);
    }

    [Fact]
    public void What_the_game_declines_is_said()
    {
        var game = Cases.Game("bilinear");
        Assert.Equal(
            game.WhyNoBestResponse,
            Assert.Throws<NotSupportedException>(() => Spectrum.Of(game, Cases.Rule("optimal-discriminator"))).Message);
    }

    [Theory]
    [InlineData("alternating k=2", "two-gaussians")]
    [InlineData("simultaneous", "two-gaussians crossing=free")]
    [InlineData("optimal-discriminator", "two-gaussians")]
    [InlineData("unrolled mode=keep k=3", "dirac-gan")]
    [InlineData("unrolled mode=differentiate k=3", "dirac-gan loss=least-squares")]
    [InlineData("unrolled mode=differentiate k=2", "two-gaussians")]
    [InlineData("unrolled mode=lookahead k=2", "quadratic size=2")]
    public void The_jacobian_is_the_change_of_one_update_by_differences(string ruleText, string gameText)
    {
        var (game, rule) = (Cases.Game(gameText), Cases.Rule(ruleText, "eta-g=0.2 eta-d=0.3"));
        double[] at = gameText.StartsWith("two", StringComparison.Ordinal)
            ? [-1.2, 0.7, -2, -0.5, 0.4, 2.2]
            : [.. game.Equilibrium().Select((e, i) => e + 0.3 + (0.2 * i))];
        var jacobian = Spectrum.Of(game, rule, at).Jacobian!;
        var h = 1e-6;
        for (var column = 0; column < at.Length; column++)
        {
            double[] above = [.. at], below = [.. at];
            above[column] += h;
            below[column] -= h;
            var (a, b) = (Simulation.Run(game, rule, above, 1).Final, Simulation.Run(game, rule, below, 1).Final);
            for (var row = 0; row < at.Length; row++)
            {
                // An unused end stays at infinity.
                Assert.Equal(double.IsInfinity(a[row]) ? 0 : (a[row] - b[row]) / (2 * h), jacobian[row, column], 1e-7);
            }
        }
    }

    /// <summary>
    /// The field's matrix, column by column, from the game's own gradients at unit vectors: the field is linear.
    /// </summary>
    private static Matrix<double> FieldMatrix(Game game)
    {
        var plain = game.Bind<Real>();
        var matrix = Matrix<double>.Build.Dense(game.StateSize, game.StateSize);
        for (var column = 0; column < game.StateSize; column++)
        {
            var state = new Real[game.StateSize];
            state[column] = 1.0;
            var field = new Real[game.StateSize];
            plain.Gradient(Player.Generator, Player.Generator, state, field.AsSpan(0, game.GeneratorSize), default);
            plain.Gradient(
                Player.Discriminator,
                Player.Discriminator,
                state,
                field.AsSpan(game.GeneratorSize),
                default);
            matrix.SetColumn(column, ((ReadOnlySpan<Real>)field).ToDoubles());
        }

        return matrix;
    }

    [Theory]
    [InlineData("eta=0.1", false)]
    [InlineData("eta-g=0.1*n^-0.6", true)]
    [InlineData("eta-d=0.1*n^-0.6", true)]
    [InlineData("eta-g=0.1*(1-n/1000)", true)]
    [InlineData("eta-d=0.1*(1-n/1000)", true)]
    public void Learning_rates_that_change_are_told_whatever_their_schedule(string settings, bool changing)
    {
        var note = Spectrum.Of(Cases.Game("dirac-gan penalty=r1"), Cases.Rule("alternating", settings)).Note;
        Assert.Equal(changing ? "the learning rates change from update to update; this is the first one" : null, note);
    }

    private static void AssertSpectrum(Matrix<double> expected, Spectrum actual)
    {
        for (var i = 0; i < expected.RowCount; i++)
        {
            for (var j = 0; j < expected.ColumnCount; j++)
            {
                Assert.Equal(expected[i, j], actual.Jacobian![i, j], 1e-12);
            }
        }

        AssertSame([.. expected.Evd().EigenValues], actual.Eigenvalues);
        Assert.Equal(actual.Eigenvalues.Max(e => e.Magnitude), actual.Radius);
        Assert.Equal(actual.Eigenvalues.OrderByDescending(e => e.Magnitude), actual.Eigenvalues);
    }

    /// <summary>Equal as multisets, to the accuracy of defective matrices.</summary>
    private static void AssertSame(Complex[] expected, IReadOnlyList<Complex> actual)
    {
        var left = actual.ToList();
        Assert.Equal(expected.Length, left.Count);
        foreach (var eigenvalue in expected)
        {
            var nearest = left.MinBy(e => (e - eigenvalue).Magnitude);
            Assert.True(
                (nearest - eigenvalue).Magnitude < 1e-7,
                $"{eigenvalue} is not among {string.Join(' ', actual)}");
            left.Remove(nearest);
        }
    }
}
