using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Gans.Windows;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.Windows;

/// <summary>The window of settings, against closed forms, dense matrices, and what runs do.</summary>
public sealed class WindowStudyTests
{
    private const string Linear =
        "data: {name: ring, modes: 1, radius: 1, sd: 0.1}\nnetwork: {name: mlp, latent: 2, depth: 0}\n"
        + "objective: wasserstein\nregularisers: [{name: r1, gamma: 1}]\nbatch: 64\n";

    private const string Small =
        "data: {name: ring, modes: 2, radius: 1, sd: 0.4}\n"
        + "generator: {name: mlp, latent: 2, width: 3, depth: 1, activation: tanh}\n"
        + "discriminator: {name: mlp, width: 3, depth: 1, activation: tanh}\n"
        + "regularisers: [{name: r1, gamma: 1}]\nbatch: 32\n";

    private static readonly DataFolder Data = new(".");

    [TorchTheory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void The_edge_of_a_linear_critic_is_where_theory_has_it_whatever_the_ratio(double etaD)
    {
        // radius^2 = 1 - gamma eta_d + eta_d eta_g s^2 (Mescheder et al. 2018), s^2 = 1 + |mean z|^2 on the batch
        using var at = Trained($"{Linear}rule: {{name: simultaneous, eta-g: 0.2, eta-d: {etaD}}}", 600);
        using var study = Study(at, "eta-g=0.1:3:9:log", null, new(Updates: 400, Batch: 512));
        study.Look(null, default);
        Assert.True(study.IsAtRest, $"{study.Rest}");
        var edge = Assert.Single(study.Edges(0));
        var mean = at.Game.Latent(at.Key("settings", 0), 512).Latent.Mean([0]);
        var grown = Math.Pow(1.5, 2.0 / 400) - 1; // what the horizon allows
        var expected = (1 + (grown / etaD)) / (1 + Tensor.Sum(mean.Square()).Item());
        Assert.Equal(expected, edge.Predicted!.Value, 0.005 * expected);
        Assert.True(edge.HoldsBelow);
    }

    [TorchFact]
    public void Runs_confirm_the_edge_and_a_setting_within_is_recommended()
    {
        using var at = Trained($"{Linear}rule: {{name: alternating, eta: 0.2}}", 600);
        using var study = Study(at, "eta=0.1:20:9:log", null, new(Updates: 200));
        study.Look(null, default);
        Assert.True(study.IsAtRest, $"{study.Rest}");
        var edge = Assert.Single(study.Edges(0));
        var confirmed = study.Confirm(edge, (settings, leaving) => study.Twin(settings, leaving, default));
        Assert.InRange(edge.Predicted!.Value / confirmed.Measured!.Value, 0.9, 1.1);

        var cells = study.Predict(null, default);
        Assert.Equal(9, cells.Count);
        var wanted = study.Recommend(cells)!;
        Assert.True(wanted.X * WindowStudy.Clearance < edge.Predicted);
        Assert.True(study.Margin(wanted.Settings) >= WindowStudy.Clearance);
    }

    [TorchFact]
    public void The_edge_in_a_penalty_is_where_the_weights_own_games_have_it()
    {
        using var at = Trained($"{Linear}rule: {{name: simultaneous, eta: 0.2}}", 600);
        using var study = Study(at, "gamma=0.01:2:7:log", null, new(Updates: 400));
        study.Look(null, default);
        var edge = Assert.Single(study.Edges(0));
        Assert.False(edge.HoldsBelow);
        Assert.Equal(0.2, edge.Predicted!.Value, 0.01); // eta_g s^2, with s^2 near 1
    }

    [TorchTheory]
    [InlineData("{name: simultaneous, eta-g: 0.05, eta-d: 0.3}")]
    [InlineData("{name: alternating, eta-g: 0.3, eta-d: 0.05, k: 2}")]
    [InlineData("{name: heavy-ball, eta: 0.1, momentum: -0.3}")]
    public void The_small_space_has_the_leading_eigenvalues_of_the_whole_game(string name)
    {
        using var at = Trained($"{Small}rule: {name}", 20);
        using var study = Study(at, "eta=0.1:20:9:log", "gamma=0.5:4:3", new(Updates: 100));
        var model = study.Model(null, default);
        foreach (var settings in new[] { study.Space.Present, study.Space.With(("gamma", 3.0), ("eta-g", 0.9)) })
        {
            var held = study.Held(settings.Weights);
            var rule = SettingSpace.Rule(at.Configuration.Rule, settings.EtaG, settings.EtaD);
            var update = LinearUpdate.Matrix(Dense(held), (int)held.Lengths[0], rule);
            var values = Matrix<double>.Build.DenseOfArray(update).Evd().EigenValues;
            var moved = values.Where(v => Complex.Abs(v - 1) > 1e-6).Max(v => v.Magnitude);
            Assert.Equal(moved, model.Leading(settings).Magnitude, 1e-5);
        }
    }

    [TorchFact]
    public void The_largest_stable_step_of_a_game_at_rest_is_PyTorchs()
    {
        using var file = NpzReader.Open(Path.Combine(Figures.Folder, "exported", "small-game", "expected.npz"));
        double[] Read(string name) => file.Read(name, array => array.ReadDoubles());
        using var scope = new TensorScope();
        var (jacobian, half) = (Tensor.From<double>(Read("jacobian"), [14, 14]), 7L);
        Tensor Whole(Tensor part) => part.IsNumber ? Tensor.Zeros([half], DType.Float64) : part;
        Tensor[] starts = [Tensor.Full([half], 1, DType.Float64), Tensor.Full([half], 1, DType.Float64)];
        var space = PlayerSubspace.Find(
            v => [jacobian.MatMul(Tensor.Concatenate([Whole(v[0]), Whole(v[1])])).Split([half, half])],
            1, starts, 14, scope, null, default);
        var model = new LocalModel(space, [], (g, d) => new Simultaneous { EtaG = g, EtaD = d }, 1_000_000);
        Assert.Equal(Read("largest_stable_eta")[0], model.Margin(new(1, 1, [])), 0.005);
    }

    [TorchFact]
    public void Adam_with_its_mean_squares_held_is_heavy_ball_in_units_of_each_parameter()
    {
        // a mean square far above any gradient's, a decay of almost 1 and many updates: Adam's own do not move
        const long Step = 100_000_000;
        var adam = new Adam(Beta1: 0.6, Beta2: 0.9999999) { EtaG = 0.02, EtaD = 0.05 };
        using var at = Trained($"{Small}rule: {{name: adam, beta1: 0.6, beta2: 0.9999999, eta: 0.001}}", 1);
        var (game, state) = at.With(type: DType.Float64);
        using var scope = new TensorScope();
        var key = at.Key("settings", 0) with { Step = Step };
        Tensor[] squares = [.. state.Select((s, i) => (s.Square() + (i + 1.0)) * 100)];
        var update = adam.Bind<Tensor>(game);
        Tensor[] own = [.. state, .. state.Select(s => 0 * s), .. squares.Select(s => s * 1)];

        var corrected = 1 - Math.Pow(0.9999999, Step);
        Tensor[] units = [.. squares.Select(s => (Tensor.Sqrt(s / corrected) + 1e-8).Power(-0.5))];
        var held = new HeldGame(game, state, units, key);
        var ball = new HeavyBall(0.6) { EtaG = 0.4 * 0.02, EtaD = 0.4 * 0.05 }.Bind<Tensor>(held);
        Tensor[] moved = [.. state.Select(s => 0 * s), 0, 0];
        ball.Begin(moved.AsSpan(0, 2), moved.AsSpan(2), key);
        for (var i = 0; i < 5; i++)
        {
            update.Step(own.AsSpan(0, 2), own.AsSpan(2), key);
            ball.Step(moved.AsSpan(0, 2), moved.AsSpan(2), key);
        }

        foreach (var (there, here) in held.At(moved.AsSpan(0, 2)).Zip(own))
        {
            Assert.True((there - here).Norm() < 1e-7 * here.Norm());
        }

        Assert.True((own[0] - state[0]).Norm() > 1e-6);
        var steady = SteadyRule.Of(at, out var whyNot)!;
        Assert.Null(whyNot);
        var rule = Assert.IsType<HeavyBall>(steady.With(0.02, 0.05));
        Assert.Equal(0.6, rule.Momentum);
        Assert.Equal(0.4 * 0.02, rule.EtaG.Scale, 1e-15);
    }

    [TorchFact]
    public void A_state_that_moves_on_is_not_near_rest_and_runs_alone_answer()
    {
        using var at = Trained($"{Small}rule: {{name: alternating, eta: 0.2}}", 3);
        using var study = Study(at, "eta=0.02:200:5:log", null, new(Updates: 40, Batch: 64));
        study.Look(null, default);
        Assert.False(study.IsAtRest, $"{study.Rest}");
        var present = study.Train(study.Space.Present, null, default);
        Assert.False(present.Leaves);
        var edge = study.Search(0, settings => study.Train(settings, present.Largest, default))!;
        Assert.Null(edge.Predicted);
        Assert.InRange(edge.Measured!.Value, 0.2, 200);
        Assert.Equal(study.Space.Present, study.Recommend(present, [edge])!.Settings);
        var leftOnBothSides = edge with { Predicted = 20, Low = null, High = 0.1 };
        Assert.Null(study.Recommend(present, [leftOnBothSides]));
    }

    [Theory]
    [InlineData(1.0, 0.95, 1.0, false)]
    [InlineData(1.0, 0.99, 1.05, false)]
    [InlineData(1.0, 0.80, 0.84, true)]
    [InlineData(1.0, 1.20, 1.26, true)]
    [InlineData(1.0, null, 0.5, true)]
    [InlineData(1.0, 2.0, null, true)]
    [InlineData(null, 0.1, 0.2, false)]
    public void Runs_contradict_the_spectrum_where_the_edge_is_more_than_a_tenth_away(
        double? predicted, double? low, double? high, bool expected) =>
        Assert.Equal(expected, new WindowEdge(0, true, predicted, low, high).IsContradicted);

    [TorchTheory]
    [InlineData("{name: optimistic-adam}", "[]", "Adam divides by the root")]
    [InlineData("{name: simultaneous}", "[weight-clipping]", "weight-clipping cuts updates off")]
    [InlineData("{name: adam}", "[]", "has not seen a gradient")]
    public void Where_nothing_is_predicted_it_is_said_why(string rule, string regularisers, string expected)
    {
        using var at = Trained(
            $"data: ring\nnetwork: {{name: mlp, width: 3}}\nregularisers: {regularisers}\nrule: {rule}", 0);
        using var study = Study(at, "eta=0.02:0.2:5", null, new());
        study.Look(null, default);
        Assert.Contains(expected, study.WhyUnpredicted, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => study.Predict(null, default));
    }

    [TorchFact]
    public void What_a_penalty_is_said_to_be_proportional_to_it_is()
    {
        foreach (var entry in Catalog.Catalog<Regularisers.Regulariser>.Entries)
        {
            var made = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
            if (made.ProportionalTo is not { } setting)
            {
                continue;
            }

            var networks = made is Regularisers.PairedError
                ? "data: {name: colour-scenes, size: 16}\nconditioning: concatenation\nbatch: 2\n"
                    + "network: {name: u-net, width: 2, latent: 4, dropout: 0, norm: none, patch: 16}"
                : "data: ring\nnetwork: {name: mlp, width: 4}";
            using var at = Trained($"{networks}\nrule: {{name: simultaneous}}\nprecision: float64", 0);
            double Losses(string weight) // one of them has the penalty
            {
                using var scope = new TensorScope();
                var (game, state) = at.With(regularisers: [entry.With(made, (setting, weight))]);
                return game.Loss(Player.Generator, state, at.Key("test", 0)).Item()
                    + game.Loss(Player.Discriminator, state, at.Key("test", 0)).Item();
            }

            Assert.NotEqual(Losses("0"), Losses("1"));
            Assert.Equal(3 * (Losses("1") - Losses("0")), Losses("3") - Losses("0"), 1e-9);
        }
    }

    private static Snapshot Trained(string configuration, long updates)
    {
        var at = Snapshot.AtStart(Configuration.Read(configuration, "test"), Data, 1);
        at.Train(updates);
        return at;
    }

    private static WindowStudy Study(Snapshot at, string x, string? y, WindowOptions options)
    {
        var space = new SettingSpace(at.Configuration, at.Step);
        var map = new WindowMap(
            space, SettingRange.Parse("--x", x).Axis, y is null ? null : SettingRange.Parse("--y", y).Axis);
        return new(at, Data, space, map, options);
    }

    private static double[,] Dense(HeldGame game)
    {
        var size = (int)game.Lengths.Sum();
        var dense = new double[size, size];
        for (var j = 0; j < size; j++)
        {
            using var scope = new TensorScope();
            var unit = new double[size];
            unit[j] = 1;
            var origin = Tensor.Zeros([size], DType.Float64).Split(game.Lengths);
            var column = game.Product(origin, Tensor.From(unit, [size]).Split(game.Lengths));
            var values = Tensor.Concatenate(column).ToDoubles();
            for (var i = 0; i < size; i++)
            {
                dense[i, j] = values[i];
            }
        }

        return dense;
    }
}
