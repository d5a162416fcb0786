using System.Numerics;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>The Dirac-GAN against its theory: Mescheder, Geiger, Nowozin 2018, sections 2 to 4.</summary>
public sealed class DiracGanTests
{
    private static readonly string[] Losses = ["vanilla", "non-saturating", "wasserstein", "hinge", "least-squares"];

    private static readonly string[] Penalties = ["none", "r1", "r2", "instance-noise"];

    public static IEnumerable<object[]> Smooth =>
        Losses.SelectMany(_ => Penalties, (loss, penalty) => new object[] { loss, penalty });

    [Theory]
    [MemberData(nameof(Smooth))]
    public void The_spectrum_of_simultaneous_descent_is_the_closed_form(string loss, string penalty)
    {
        foreach (var (gamma, sigma, etaG, etaD) in Settings())
        {
            var (a, c) = Linearised(loss, penalty, gamma, sigma);
            var spectrum = Spectrum.Of(
                Game(loss, penalty, gamma, sigma),
                Cases.Rule("simultaneous", Steps(etaG, etaD)));

            // I - diag(eta) J with the field's Jacobian J = [[0, -a], [a, c]].
            AssertMatrix(new[,] { { 1, etaG * a }, { -etaD * a, 1 - (etaD * c) } }, spectrum);
            Assert.Equal(2 - (etaD * c), Trace(spectrum), 1e-12);
            Assert.Equal(1 - (etaD * c) + (etaG * etaD * a * a), Determinant(spectrum), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void The_spectrum_of_alternating_descent_is_that_of_the_product_of_two_shears(string loss, string penalty)
    {
        foreach (var (gamma, sigma, etaG, etaD) in Settings())
        {
            var (a, c) = Linearised(loss, penalty, gamma, sigma);
            var game = Game(loss, penalty, gamma, sigma);
            double[,] generator = { { 1, etaG * a }, { 0, 1 } };
            double[,] discriminator = { { 1, 0 }, { -etaD * a, 1 - (etaD * c) } };
            var dFirst = Spectrum.Of(game, Cases.Rule("alternating order=d-first", Steps(etaG, etaD)));
            var gFirst = Spectrum.Of(game, Cases.Rule("alternating order=g-first", Steps(etaG, etaD)));
            AssertMatrix(Product(generator, discriminator), dFirst);
            AssertMatrix(Product(discriminator, generator), gFirst);
            foreach (var spectrum in (Spectrum[])[dFirst, gFirst])
            {
                Assert.Equal(2 - (etaD * c) - (etaG * etaD * a * a), Trace(spectrum), 1e-12);
                Assert.Equal(1 - (etaD * c), Determinant(spectrum), 1e-12);
            }

            // Three steps of the discriminator a round.
            var thrice = Spectrum.Of(game, Cases.Rule("alternating k=3", Steps(etaG, etaD)));
            AssertMatrix(Product(generator, Product(discriminator, Product(discriminator, discriminator))), thrice);

            // The simultaneous formula is another one: what a public code applied to alternating dynamics.
            var simultaneous = Spectrum.Of(game, Cases.Rule("simultaneous", Steps(etaG, etaD)));
            Assert.True(Math.Abs(Determinant(dFirst) - Determinant(simultaneous)) > 0.9 * etaG * etaD * a * a);
        }
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("r2")]
    public void The_eigenvalues_of_the_regularised_field_are_those_of_the_lemma(string penalty)
    {
        // Mescheder et al. 2018, lemma 4.1 ff.: -gamma/2 +- sqrt(gamma^2/4 - f'(0)^2), f'(0) = 1/2 for the vanilla
        // loss.
        foreach (var gamma in (double[])[0.1, 0.5, 0.999, 1.5, 4])
        {
            var eta = 1e-3;
            var root = Complex.Sqrt(new Complex((gamma * gamma / 4) - 0.25, 0));
            var spectrum = Spectrum.Of(
                Game("vanilla", penalty, gamma, 1),
                Cases.Rule($"simultaneous", Steps(eta, eta)));
            var field = spectrum.Eigenvalues.Select(e => (e - 1) / eta).ToList();
            foreach (var expected in (Complex[])[(-gamma / 2) + root, (-gamma / 2) - root])
            {
                Assert.Contains(field, e => (e - expected).Magnitude < 1e-9);
            }
        }
    }

    [Fact]
    public void The_losses_are_those_of_the_definitions()
    {
        foreach (var (theta, psi) in ((double, double)[])[(0.3, -0.7), (-1.2, 0.4), (2, 1.5), (1, -3)])
        {
            var t = psi * theta;
            var (log2, log1p) = (Math.Log(2), Math.Log(1 + Math.Exp(t)));
            Check("vanilla", -log1p, log2 + log1p);
            Check("non-saturating", Math.Log(1 + Math.Exp(-t)), log2 + log1p);
            Check("wasserstein", -t, t);
            Check("hinge", -t, 1 + Math.Max(0, 1 + t));
            Check("least-squares", 0.5 * (t - 1) * (t - 1), 0.5 * (1 + ((t + 1) * (t + 1))));

            void Check(string loss, double generator, double discriminator)
            {
                AssertLosses(loss, "none", generator, discriminator);
                AssertLosses(loss, "r1", generator, discriminator + (0.5 * 0.3 * psi * psi));
                AssertLosses(loss, "r2", generator, discriminator + (0.5 * 0.3 * psi * psi));
                AssertLosses(
                    loss,
                    "gradient-penalty",
                    generator,
                    discriminator + (0.5 * 0.3 * Math.Pow(Math.Abs(psi) - 1, 2)));
            }

            void AssertLosses(string loss, string penalty, double generator, double discriminator)
            {
                var game = Game(loss, penalty, 0.3, 0.4).Bind<Real>();
                Assert.Equal(generator, game.Loss(Player.Generator, [theta, psi], default).Value, 1e-14);
                Assert.Equal(discriminator, game.Loss(Player.Discriminator, [theta, psi], default).Value, 1e-14);
            }
        }
    }

    [Theory]
    [InlineData("vanilla", 1e-9)]
    [InlineData("non-saturating", 1e-9)]
    [InlineData("wasserstein", 1e-13)]
    [InlineData("least-squares", 1e-13)]
    [InlineData("hinge", 0.03)] // the quadrature meets a kink
    public void Instance_noise_is_the_expectation_over_the_noise(string loss, double tolerance)
    {
        var sigma = 0.8;
        var (noisy, clean) = (
            Game(loss, "instance-noise", 0, sigma).Bind<Real>(),
            Game(loss, "none", 0, sigma).Bind<Real>());
        foreach (var (theta, psi) in ((double, double)[])[(0.3, -0.7), (-1.2, 0.4), (2, 1.5)])
        {
            // The trapezoidal rule on the real line: the error for analytic integrands is far below 1e-12 with this
            // step.
            var (generator, discriminator, mass) = (0.0, 0.0, 0.0);
            for (var i = -2000; i <= 2000; i++)
            {
                var z = i * 0.005;
                var weight = Math.Exp(-0.5 * z * z) * 0.005 / Math.Sqrt(2 * Math.PI);

                // The same noise on data and generated point: D at sigma z, and at theta + sigma z.
                generator += weight * clean.Loss(Player.Generator, [theta + (sigma * z), psi], default).Value;
                var noised = clean.Loss(Player.Discriminator, [theta + (sigma * z), psi], default).Value;
                discriminator += weight * (OnData(psi * sigma * z) + noised - OnData(0));
                mass += weight;
            }

            Assert.Equal(1, mass, 1e-13);
            Assert.Equal(generator, noisy.Loss(Player.Generator, [theta, psi], default).Value, tolerance);
            Assert.Equal(discriminator, noisy.Loss(Player.Discriminator, [theta, psi], default).Value, tolerance);
        }

        double OnData(double d) => loss switch
        {
            "wasserstein" => -d,
            "hinge" => Math.Max(0, 1 - d),
            "least-squares" => 0.5 * (d - 1) * (d - 1),
            _ => Math.Log(1 + Math.Exp(-d)),
        };
    }

    [Theory]
    [InlineData("vanilla")]
    [InlineData("non-saturating")]
    [InlineData("wasserstein")]
    [InlineData("least-squares")]
    public void Simultaneous_descent_without_penalty_leaves_by_the_radius_at_every_step(string loss)
    {
        // With equal steps the update is a scaled rotation, so the norm grows by exactly the radius while the state is
        // small.
        var (game, rule) = (Game(loss, "none", 0, 0), Cases.Rule("simultaneous eta=0.1"));
        var spectrum = Spectrum.Of(game, rule);
        Assert.True(spectrum.Radius > 1);
        Assert.Equal("spiral", spectrum.Approach);
        var points = Simulation.Run(game, rule, [1e-7, 0], 400).Points;
        Assert.Equal(401, points.Count);
        foreach (var point in points)
        {
            Assert.Equal(1, Norm(point.State) / (1e-7 * Math.Pow(spectrum.Radius.Value, point.Step)), 1e-6);
        }
    }

    [Theory]
    [InlineData("vanilla", "r1", 0.3)]
    [InlineData("vanilla", "r2", 3)]
    [InlineData("non-saturating", "instance-noise", 0)]
    [InlineData("wasserstein", "r1", 1)]
    [InlineData("least-squares", "r1", 0.5)]
    public void With_a_penalty_a_run_follows_the_linearisation_and_converges_at_its_rate(
        string loss,
        string penalty,
        double gamma)
    {
        string[] rules = ["simultaneous eta=0.1", "alternating eta=0.1", "alternating order=g-first eta=0.1"];
        foreach (var name in rules)
        {
            var (game, rule) = (Game(loss, penalty, gamma, 0.7), Cases.Rule(name));
            var spectrum = Spectrum.Of(game, rule);
            Assert.True(spectrum.Radius < 1);
            Assert.Equal(Verdict.Converges, spectrum.Predict(4000));
            var run = Simulation.Run(game, rule, [1e-4, -2e-4], 4000);
            Assert.Equal(Verdict.Converges, run.Measured.Verdict);

            // The linear iteration, by the Jacobian alone: what it drops is of relative order 1e-8.
            double[] linear = [1e-4, -2e-4];
            foreach (var point in run.Points.Take(300))
            {
                Assert.True(
                    Norm([point.State[0] - linear[0], point.State[1] - linear[1]]) <= 1e-6 * Norm(linear),
                    $"{name}, step {point.Step}");
                var j = spectrum.Jacobian!;
                linear = [(j[0, 0] * linear[0]) + (j[0, 1] * linear[1]), (j[1, 0] * linear[0]) + (j[1, 1] * linear[1])];
            }

            // The rate from the 500th step on: by then only the leading eigenvalue is left, and a spiral's norm swings
            // about its exponential by less than a factor of 2. At 1e-17 the rounding of the quadrature over noise
            // shows.
            var floor = penalty == "instance-noise" ? 1e-13 : 1e-200;
            var (from, to) = (run.Points[500], run.Points.Last(p => Norm(p.State) > floor));
            var steps = to.Step - from.Step;
            var rate = Math.Log(Norm(from.State) / Norm(to.State)) / steps;
            Assert.InRange(rate - spectrum.Rate!.Value, -Math.Log(2) / steps, Math.Log(2) / steps);
            Assert.True(rate * steps > 5, $"{name}: the rate is lost in the swing");
        }
    }

    [Fact]
    public void Alternating_descent_without_penalty_neither_converges_nor_diverges()
    {
        foreach (var loss in Losses)
        {
            var (game, rule) = (Game(loss, "none", 0, 0), Cases.Rule("alternating eta=0.2"));
            var spectrum = Spectrum.Of(game, rule);
            Assert.All(spectrum.Eigenvalues, e => Assert.Equal(1, e.Magnitude, 1e-12));
            Assert.Contains("silent", spectrum.Note, StringComparison.Ordinal);
            Assert.Equal(Verdict.Oscillates, spectrum.Predict(2000));
            Assert.Equal(Verdict.Oscillates, Simulation.Run(game, rule, [1e-3, 0], 2000).Measured.Verdict);
        }
    }

    [Fact]
    public void The_gradient_penalty_has_no_spectrum_at_the_equilibrium()
    {
        foreach (var loss in Losses)
        {
            var spectrum = Spectrum.Of(Game(loss, "gradient-penalty", 1, 0), Cases.Rule("alternating eta=0.05"));
            Assert.Null(spectrum.Jacobian);
            Assert.Empty(spectrum.Eigenvalues);
            Assert.Null(spectrum.Radius);
            Assert.Null(spectrum.Rate);
            Assert.Null(spectrum.Approach);
            Assert.Null(spectrum.LocalNash);
            Assert.Null(spectrum.Predict(100));
            Assert.Contains("kink", spectrum.Note, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("alternating")]
    [InlineData("simultaneous")]
    public void The_wasserstein_loss_with_gradient_penalty_ends_in_a_cycle_from_near_and_far(string rule)
    {
        // Mescheder et al. 2018, section 3: neither gradient clipping nor this penalty makes it converge.
        var (near, far) = (Late([0.1, 0.1]), Late([2, 1]));
        Assert.InRange(near.Max(Norm), 1, 2);
        Assert.True(near.Min(Norm) > 1);
        Assert.True(near.Max(x => x[0]) > 1 && near.Min(x => x[0]) < -1, "theta goes round");
        Assert.Equal(near.Max(Norm), far.Max(Norm), 0.01);

        IReadOnlyList<double[]> Late(double[] start)
        {
            var run = Simulation.Run(
                Game("wasserstein", "gradient-penalty", 1, 0),
                Cases.Rule($"{rule} eta=0.05"),
                start,
                20000);
            Assert.NotEqual(Verdict.Converges, run.Measured.Verdict);
            Assert.True(double.IsFinite(run.Measured.Distance));
            return [.. run.Points.Skip(15000).Select(p => p.State)];
        }
    }

    [Theory]
    [InlineData("vanilla")]
    [InlineData("non-saturating")]
    public void A_bounded_loss_with_gradient_penalty_stops_where_the_penalty_balances_it(string loss)
    {
        // At psi = 0 from one side the penalty pushes by gamma slope and the loss pulls by theta/2: they balance at
        // |theta| = 2.
        foreach (var start in (double[][])[[0.1, 0.1], [2, 1], [0.3, -0.5]])
        {
            var run = Simulation.Run(
                Game(loss, "gradient-penalty", 1, 0),
                Cases.Rule("alternating eta=0.05"),
                start,
                20000);
            Assert.NotEqual(Verdict.Converges, run.Measured.Verdict);
            Assert.Equal(2, Math.Abs(run.Final[0]), 1e-9);
            Assert.Equal(0, run.Final[1], 1e-9);
        }
    }

    [Fact]
    public void Away_from_its_kink_the_gradient_penalty_has_a_spectrum()
    {
        // With psi at the slope asked for, c = gamma: the penalty is gamma/2 (psi - slope)^2 there; the state is no
        // fixed point.
        var spectrum = Spectrum.Of(
            Game("wasserstein", "gradient-penalty", 0.5, 0),
            Cases.Rule("simultaneous eta=0.1"),
            [0.3, 1]);
        AssertMatrix(new[,] { { 1, 0.1 }, { -0.1, 1 - (0.1 * 0.5) } }, spectrum);
        Assert.Contains("not a fixed point", spectrum.Note, StringComparison.Ordinal);

        // A penalty of weight 0, or of slope 0, has no kink.
        Assert.Null(Game("wasserstein", "gradient-penalty", 0, 0).WhyNotDifferentiable([0, 0], false));
        Assert.Null(Cases.Game("dirac-gan penalty=gradient-penalty slope=0").WhyNotDifferentiable([0, 0], false));
    }

    /// <summary>
    /// The entries of the field's Jacobian [[0, -a], [a, c]] at the equilibrium: a is the slope of the losses in D at
    /// 0, c the curvature of the penalty; noise adds f''(0) sigma^2 for the data and as much for the generated point.
    /// </summary>
    private static (double A, double C) Linearised(string loss, string penalty, double gamma, double sigma)
    {
        var (slope, curvature) = loss switch
        {
            "vanilla" or "non-saturating" => (0.5, 0.25),
            "least-squares" => (1.0, 1.0),
            _ => (1.0, 0.0),
        };
        return (slope, penalty switch
        {
            "r1" or "r2" => gamma,
            "instance-noise" => 2 * curvature * sigma * sigma,
            _ => 0,
        });
    }

    private static IEnumerable<(double Gamma, double Sigma, double EtaG, double EtaD)> Settings() =>
        [(0.1, 1, 0.1, 0.1), (2, 0.3, 0.3, 0.05), (0, 0, 0.01, 1), (10, 1.5, 0.2, 0.3)];

    private static Game Game(string loss, string penalty, double gamma, double sigma) =>
        Cases.Game(
            FormattableString.Invariant($"dirac-gan loss={loss} penalty={penalty} gamma={gamma:R} sigma={sigma:R}"));

    private static string Steps(double etaG, double etaD) =>
        FormattableString.Invariant($"eta-g={etaG:R} eta-d={etaD:R}");

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static double Trace(Spectrum spectrum) => spectrum.Eigenvalues.Aggregate((a, b) => a + b).Real;

    private static double Determinant(Spectrum spectrum) => spectrum.Eigenvalues.Aggregate((a, b) => a * b).Real;

    private static double[,] Product(double[,] a, double[,] b) => new[,]
    {
        { (a[0, 0] * b[0, 0]) + (a[0, 1] * b[1, 0]), (a[0, 0] * b[0, 1]) + (a[0, 1] * b[1, 1]) },
        { (a[1, 0] * b[0, 0]) + (a[1, 1] * b[1, 0]), (a[1, 0] * b[0, 1]) + (a[1, 1] * b[1, 1]) },
    };

    private static void AssertMatrix(double[,] expected, Spectrum spectrum)
    {
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                Assert.Equal(expected[i, j], spectrum.Jacobian![i, j], 1e-12);
            }
        }
    }
}
