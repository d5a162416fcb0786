using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Probes against closed forms, dense matrices and laws that are known.</summary>
public sealed class ProbeTests
{
    private static readonly DataFolder Data = new(".");
    private static readonly string[] Others = ["data: ring", "network: mlp", "rule: adam", "batch: 64"];

    [TorchTheory]
    [InlineData("{name: simultaneous, eta: 0.05}")]
    [InlineData("{name: alternating, eta-g: 0.05, eta-d: 0.2, k: 2}")]
    [InlineData("{name: extragradient, eta: 0.05}")]
    [InlineData("{name: heavy-ball, eta: 0.05, momentum: 0.3}")]
    public void The_spectrum_is_that_of_the_dense_Jacobian(string rule)
    {
        using var at = Moment($"rule: {rule}", "network: {name: mlp, latent: 2, width: 4, depth: 1}");
        at.Train(5);
        using var scope = new TensorScope();
        var linearised = Linearisation.Of(at, at.Key(StreamName.Spectrum, 0));
        var result = new SpectrumProbe(Count: 4, Dimension: 400).Measure(at);

        var field = Dense(linearised.Size, linearised.Field);
        Check(field, "field", result, 1e-6);
        Check(Dense(linearised.WholeSize, v => linearised.Update(v, 1e-6)), "update", result, 1e-6);

        var rotating = (field - field.Transpose()) / 2;
        var share = Math.Pow(rotating.FrobeniusNorm() / field.FrobeniusNorm(), 2);
        Assert.Equal(share, new SpectrumProbe(Directions: 400).Measure(at)["rotation"], 0.05);
    }

    // A watch looks at every one of the first rounds, and at one in fifty of the others.
    [Fact]
    public void A_period_is_looked_for_in_what_is_evenly_spaced()
    {
        var steps = Enumerable.Range(1, 100).Concat(Enumerable.Range(2, 99).Select(i => (50 * i) + 1)).Append(5003);
        var series = new Dictionary<string, IReadOnlyList<(long Step, double Value)>>(StringComparer.Ordinal)
        {
            ["score/real"] =
            [
                .. steps.Select(step => ((long)step, step <= 100 ? step : Math.Sin(2 * Math.PI * step / 400)))
            ],
        };
        var (_, every, peak) = Assert.Single(new OscillationProbe(Late: 1).Found(series));
        Assert.Equal(50, every);
        Assert.InRange(every * peak.Period, 350, 450);
    }

    [TorchFact]
    public void Training_on_leaves_nothing_in_the_callers_scope_and_outlives_it()
    {
        using var at = Moment("rule: {name: adam, eta: 0.001}");
        using (var scope = new TensorScope())
        {
            at.Train(20);
            Assert.Equal(0, scope.Count);
        }

        at.Train(1);
        Assert.True(at.Players[0].IsFinite());
        Assert.Equal(21, at.Step);
    }

    [TorchFact]
    public void Eigenvalues_of_a_symmetric_map_are_real_to_the_last_bit()
    {
        using var scope = new TensorScope();
        var start = new RandomTensors(new(1, 0, 0, 0), Purpose.Noise, DType.Float64, "cpu").Normal(40);
        var lengths = Tensor.From<double>([.. Enumerable.Range(1, 40).Select(i => 1.0 / i)], [40]);
        var w = start / start.Norm();
        Tensor Product(Tensor v) => (lengths * v) + (w * Tensor.Sum(w * v));
        Assert.All(Arnoldi.Leading(Product, start, 12, 40, 1e-12), r => Assert.Equal(0, r.Value.Imaginary));
    }

    [TorchFact]
    public void An_update_of_simultaneous_descent_is_the_identity_less_the_scaled_field()
    {
        using var at = Moment(
            "rule: {name: simultaneous, eta-g: 0.03, eta-d: 0.2}",
            "network: {name: mlp, latent: 2, width: 4, depth: 1}");
        using var scope = new TensorScope();
        var linearised = Linearisation.Of(at, at.Key(StreamName.Spectrum, 0));
        var (field, update) = (
            Dense(linearised.Size, linearised.Field), Dense(linearised.Size, v => linearised.Update(v, 1e-6)));
        var generator = at.Players[0].Count;
        var steps = Matrix<double>.Build.DenseDiagonal(
            (int)linearised.Size, (int)linearised.Size, i => i < generator ? 0.03 : 0.2);
        var identity = Matrix<double>.Build.DenseIdentity((int)linearised.Size);
        Assert.True((identity - (steps * field) - update).FrobeniusNorm() < 1e-6);
    }

    [TorchFact]
    public void A_linear_game_of_two_players_is_rotation_alone()
    {
        // G(z) = W z + b, f(x) = a x + c under the Wasserstein losses: no player's loss is curved in its own
        // parameters.
        using var at = Moment(
            "rule: {name: simultaneous, eta: 0.1}",
            "network: {name: mlp, latent: 2, depth: 0}",
            "objective: wasserstein");
        var result = new SpectrumProbe(Count: 2).Measure(at);
        Assert.Equal(1, result["rotation"], 1e-9);
        Assert.Equal(0, result["field/1/re"], 1e-9);
        Assert.Equal(Math.Sqrt(1 + (0.01 * Math.Pow(result["field/1/im"], 2))), result["update/radius"], 1e-6);
    }

    [TorchFact]
    public void A_spectrum_of_Adam_is_declined_in_words()
    {
        using var at = Moment("rule: adam", "network: {name: mlp, width: 4, depth: 1}");
        var result = new SpectrumProbe(Count: 2, Dimension: 20).Measure(at);
        Assert.Contains("Adam", result.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Figures, f => f.Name.StartsWith("update", StringComparison.Ordinal));
    }

    [TorchFact]
    public void Gradients_of_the_two_losses_stand_in_the_ratio_that_the_scores_say()
    {
        // A discriminator without hidden layers: f has one slope everywhere, so the norms are as E D g to E (1 - D) g,
        // both finite.
        using var at = Moment("rule: adam", "network: {name: mlp, latent: 1, depth: 0}");
        var (game, state) = at.With(type: DType.Float64);
        using var scope = new TensorScope();
        var far = new double[state[1].Count];
        far[^1] = -20; // the bias: every sample is taken for generated
        state[1] = state[1] + Tensor.From(far, [far.Length]);
        var gradient = new Tensor[1];
        double Norm(Objectives.Objective objective)
        {
            var (other, _) = at.With(objective, type: DType.Float64);
            other.Gradient(Player.Generator, Player.Generator, state, gradient, at.Key(StreamName.GradientNorms, 0));
            return gradient[0].Norm();
        }

        Assert.InRange(Norm(new Objectives.Saturating()) / Norm(new Objectives.NonSaturating()), 1e-11, 1e-6);
        Assert.NotNull(game);
    }

    [TorchFact]
    public void A_fresh_discriminator_tells_far_apart_laws_and_leaves_the_run_as_it_was()
    {
        using var at = Moment(
            "rule: adam", "network: {name: mlp, width: 32}", "data: {name: ring, modes: 1, radius: 5, sd: 0.02}");
        var before = at.Players[1].ToDoubles();
        var probe = new OptimalDiscriminatorProbe(Iterations: 300, Eta: 0.005);
        var result = probe.Measure(at);
        Assert.Equal(1, result["accuracy"]);
        Assert.True(result["iterations-to-perfect"] <= 300);
        Assert.True(result["gradient-norm/saturating"] < result["gradient-norm/saturating/first"] / 10);
        Assert.Equal(before, at.Players[1].ToDoubles());
        Assert.Equal(result.Figures, probe.Measure(at).Figures);
        Assert.True(
            new OptimalDiscriminatorProbe(Iterations: 300, Eta: 0.005, Noise: 20).Measure(at)["accuracy"] < 0.8);
    }

    [TorchFact]
    public void Theorem_2_4_bounds_the_gradient_between_supports_apart_and_is_silent_where_they_meet()
    {
        using var apart = Moment(
            "rule: adam",
            "generator: {name: mlp, latent: 1, depth: 0, law: uniform}",
            "discriminator: {name: mlp, width: 32}",
            "data: {name: circles, radii: \"3\", sd: 0}");
        var course = new OptimalDiscriminatorProbe(Iterations: 300, Eta: 0.005).Course(apart);
        Assert.True(course[^1].Distance < 0.5);
        Assert.All(course.Where(p => p.Distance < 1), p => Assert.True(p.Saturating < p.Bound, $"{p}"));

        // g(z) = w z + b in the plane: |J|^2 = 2 (z^2 + 1), whose mean is 8/3.
        Assert.All(course, p => Assert.Equal(Math.Sqrt(8.0 / 3), p.Steepness, 0.4));
        Assert.Equal(double.NaN, (course[0] with { Distance = 1.5 }).Bound);
    }

    [TorchFact]
    public void Slopes_of_scores_are_those_of_differences()
    {
        using var at = Moment(
            "rule: adam", "network: {name: mlp, width: 8, activation: softplus}", "precision: float64");
        using var scope = new TensorScope();
        var (scores, slopes) = at.Game.Slopes(Player.Discriminator, at.Players, at.Key(StreamName.GradientNorms, 0));
        var real = at.Game.Real(at.Key(StreamName.GradientNorms, 0));
        double[] At(double dx, double dy) =>
            at.Game.Score(at.Players[1], real + Tensor.From([dx, dy], [1, 2])).ToDoubles();
        var (byX, byY) = (
            At(1e-5, 0).Zip(At(-1e-5, 0), (a, b) => (a - b) / 2e-5),
            At(0, 1e-5).Zip(At(0, -1e-5), (a, b) => (a - b) / 2e-5));
        Assert.All(
            slopes.ToDoubles().Zip(byX.Zip(byY, (x, y) => Math.Sqrt((x * x) + (y * y)))),
            s => Assert.Equal(s.Second, s.First, 1e-8));
        Assert.All(scores.ToDoubles().Zip(At(0, 0)), s => Assert.Equal(s.Second, s.First, 1e-12));
    }

    [TorchFact]
    public void Every_probe_measures_or_says_why_not()
    {
        using var at = Moment("rule: {name: adam, eta: 0.001}", "network: {name: mlp, width: 8, depth: 1}");
        foreach (var entry in Saddle.Catalog.Catalog<Probe>.Entries)
        {
            var probe = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
            Assert.True(probe.WhyNot(at) is { Length: > 0 } || probe.Measure(at).Figures.Count > 0, entry.Name);
        }
    }

    [TorchFact]
    public void Coverage_counts_what_lies_in_the_balls_of_real_samples()
    {
        using var at = Moment("rule: {name: adam, eta: 0.01}", "data: {name: ring, modes: 1, radius: 0.2, sd: 0.5}");
        using var scope = new TensorScope();
        var key = at.Key(StreamName.Coverage, 0);
        double[][] real = [.. at.Game.Real(key).ToDoubles().Chunk(2)];
        double[][] generated = [.. at.Generate(StreamName.Coverage, real.Length).ToDoubles().Chunk(2)];

        // By hand, pair by pair: a sample's ball reaches to its eighth nearest neighbour, and itself is the nearest.
        double[] radii = [.. real.Select(x => real.Select(y => Distance(x, y)).Order().ElementAt(8))];
        var result = new CoverageProbe(Samples: real.Length, K: 8).Measure(at);
        var covered = real.Index().Count(x => generated.Any(g => Distance(x.Item, g) <= radii[x.Index]));
        var near = generated.Count(g => real.Index().Any(x => Distance(x.Item, g) <= radii[x.Index]));
        Assert.Equal((double)covered / real.Length, result["coverage"], 1e-12);
        Assert.Equal((double)near / real.Length, result["precision"], 1e-12);
        Assert.InRange(covered, 1, real.Length - 1);
    }

    [TorchFact]
    public void Memorisation_compares_distances_to_the_training_set()
    {
        using var at = Moment("rule: {name: adam, eta: 0.01}", "data: few-points", "network: {name: mlp, width: 16}");
        at.Train(50);
        using var scope = new TensorScope();
        var count = (int)at.Items.Count!.Value;
        double[][] items = [.. Batches.Read(at.Items, 0, count).ToDoubles().Chunk(2)];
        double[][] generated = [.. at.Generate(StreamName.Memorisation, 40).ToDoubles().Chunk(2)];
        double[] from = [.. generated.Select(g => items.Min(x => Distance(g, x)))];
        double Nearest(int item) => items.Where((_, i) => i != item).Min(y => Distance(items[item], y));
        double[] within = [.. Enumerable.Range(0, count).Select(Nearest)];
        var result = new MemorisationProbe(Samples: 40).Measure(at);
        Assert.Equal(Separation.Of(within, from), result["nearer"], 1e-12);
        var ratio = Tails.Median(from.Select(d => d * d)) / Tails.Median(within.Select(d => d * d));
        Assert.Equal(Math.Sqrt(ratio), result["distance-ratio"], 1e-9);
    }

    [TorchFact]
    public void Missing_modes_of_a_generator_of_one_point_are_all_but_one()
    {
        using var at = Moment("rule: adam", "data: {name: ring, modes: 8, sd: 0.05}", "network: {name: mlp, width: 4}");
        var point = new double[at.Players[0].Count];
        (point[^2], point[^1]) = (Math.Sqrt(2), Math.Sqrt(2)); // the last biases: the second mode, on radius 2
        at.Move(Player.Generator, Tensor.From(point, [point.Length]).Cast(DType.Float32) - at.Players[0]);
        var result = new MissingModesProbe(Samples: 400, Steps: 300).Measure(at);
        Assert.Equal(8, result["modes"]);
        Assert.Equal(7, result["missing"]);
        Assert.Equal(0, result["missing/floor"]);
        Assert.Equal(Math.Log(8), result["divergence"], 0.01); // the data's shares are those of what was counted
        Assert.InRange(result["classifier-accuracy"], 0.99, 1);
    }

    [TorchFact]
    public void Missing_modes_of_stacked_digits_are_read_channel_by_channel()
    {
        using var at = Moment(
            "rule: adam",
            "data: {name: stacked-digits, size: 16, items: 20000}",
            "network: {name: dcgan, width: 2, latent: 4}");
        var result = new MissingModesProbe(Samples: 500, Steps: 150).Measure(at);
        Assert.Equal(1000, result["modes"]);
        Assert.InRange(result["missing/floor"], 560, 650); // 1000 (1 - 1/1000)^500 = 606
        Assert.InRange(result["classifier-accuracy"], 0.9, 1); // of a channel; of the stack by chance 0.001
        Assert.InRange(result["missing"], 800, 999); // noise is taken for few digits
    }

    [TorchFact]
    public void Dead_units_are_counted()
    {
        using var at = Moment("rule: adam", "network: {name: mlp, width: 16, depth: 1}");
        Assert.Equal(0, new DiscriminatorCollapseProbe().Measure(at)["dead-units"]);

        // Biases far below 0 turn rectifiers off: one step of descent on a loss would not do it, so the parameters are
        // set.
        var bias = new double[at.Players[1].Count];
        bias.AsSpan(32, 5).Fill(-1000); // weights [16, 2], then biases
        at.Move(Player.Discriminator, Tensor.From(bias, [bias.Length]).Cast(DType.Float32));
        Assert.Equal(5, new DiscriminatorCollapseProbe().Measure(at)["dead-units"]);
    }

    [Fact]
    public void Tail_estimates_know_the_Cauchy_and_the_normal_law()
    {
        var random = new Philox(5, 0, Purpose.Noise);
        var uniform = Enumerable.Range(0, 100_000).Select(_ => random.Uniform() + 1e-17).ToArray();
        var cauchy = uniform.Select(u => Math.Tan(Math.PI * (u - 0.5))).ToArray();
        var normal = uniform.Select(u => Normal.Quantile(Math.Clamp(u, 1e-16, 1 - 1e-16))).ToArray();
        var (low, high) = Tails.HillInterval(cauchy, 0.02);
        Assert.InRange(1.0, low, high);
        Assert.True(Tails.Hill(normal, 0.02) > 4);
        // three standard errors: sqrt(0.99 * 0.01 / n) over the density there
        Assert.Equal(Tails.CauchyRatio, Tails.QuantileRatio(cauchy), 6.0);
        Assert.Equal(Tails.NormalRatio, Tails.QuantileRatio(normal), 0.05);
    }

    [Fact]
    public void A_period_is_found_and_red_noise_is_not_taken_for_one()
    {
        var random = new Philox(6, 0, Purpose.Noise);
        double Noise() => Normal.Quantile(Math.Max(random.Uniform(), 1e-16));
        var wave = Enumerable.Range(0, 200).Select(i => Math.Sin(2 * Math.PI * i / 16) + (0.5 * Noise())).ToArray();
        var found = Periodogram.Of(wave);
        Assert.Equal(16, found.Period, 1.0);
        Assert.True(found.Chance < 1e-4);

        var alarms = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            var red = new double[150];
            for (var i = 1; i < red.Length; i++)
            {
                red[i] = (0.7 * red[i - 1]) + Noise();
            }

            alarms += Periodogram.Of(red).Chance < 0.01 ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 16); // 4 expected if the test were exact; the estimated memory makes it lean a little
    }

    [Fact]
    public void Separation_counts_pairs()
    {
        Assert.Equal(1, Separation.Of([3, 4], [1, 2]));
        Assert.Equal(0.5, Separation.Of([1, 1], [1, 1]));
        Assert.Equal(0.75, Separation.Of([1, 3], [0, 2]));
    }

    private static double Distance(double[] x, double[] y) =>
        Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());

    private static Snapshot Moment(params string[] lines)
    {
        string[] keys = [.. lines.Select(l => l.Split(':')[0])];
        var all = lines.Concat(Others.Where(l => !keys.Contains(l.Split(':')[0], StringComparer.Ordinal)));
        return Snapshot.AtStart(Configuration.Read(string.Join('\n', all), "test"), Data, 3);
    }

    private static Matrix<double> Dense(long size, Func<Tensor, Tensor> product) =>
        Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, (int)size).Select(j => Column(size, j, product)));

    private static double[] Column(long size, int j, Func<Tensor, Tensor> product)
    {
        using var scope = new TensorScope();
        var unit = new double[size];
        unit[j] = 1;
        return product(Tensor.From(unit, [size])).ToDoubles();
    }

    private static void Check(Matrix<double> dense, string name, ProbeResult result, double tolerance)
    {
        var expected = dense.Evd().EigenValues.OrderByDescending(e => e.Magnitude).ToList();
        for (var i = 1; i <= 4; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            var value = new Complex(result[$"{name}/{number}/re"], result[$"{name}/{number}/im"]);
            Assert.True(expected.Min(e => (e - value).Magnitude) < tolerance, $"{name} {number}: {value}");
            Assert.Equal(expected[i - 1].Magnitude, value.Magnitude, tolerance);
            Assert.InRange(result[$"{name}/{number}/residual"], 0, tolerance);
        }
    }
}
