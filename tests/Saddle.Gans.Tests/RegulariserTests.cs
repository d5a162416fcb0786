using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

public sealed class RegulariserTests : IDisposable
{
    private static readonly SampleKey Some = new(2, 0, 3, 0);

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string> Names => [.. Catalog<Regulariser>.Entries.Select(e => e.Name)];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var objective in Catalog<Objective>.Entries)
            {
                foreach (var regulariser in Catalog<Regulariser>.Entries)
                {
                    pairs.Add(objective.Name, regulariser.Name);
                }
            }

            return pairs;
        }
    }

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Pairs))]
    public void It_goes_with_every_objective(string objective, string regulariser)
    {
        var game = Game(Figures.Make<Objective>(objective), Figures.Make<Regulariser>(regulariser));
        var state = game.Start(4);
        var gradient = new Tensor[1];
        foreach (var player in (Player[])[Player.Generator, Player.Discriminator])
        {
            game.Gradient(player, player, state, gradient, Some);
            Assert.True(gradient[0].IsFinite());
            Assert.True(Tensor.Abs(gradient[0]).Max().Item() > 0);
        }

        // Double backward through all of it, both ways round.
        var (v, w) = (Direction(state, "v"), Direction(state, "w"));
        var (product, transposed) = (new Tensor[2], new Tensor[2]);
        game.JacobianProduct(state, v, product, Some);
        game.TransposedJacobianProduct(state, w, transposed, Some);
        var (one, other) = (Dot(w, product), Dot(v, transposed));
        Assert.True(double.IsFinite(one));
        Assert.Equal(one, other, 1e-10 * Math.Max(1, Math.Abs(one)));
    }

    // Every coordinate of both players' gradients. The singular vectors of spectral normalisation count as constants in
    // a gradient (algorithm 1 of its paper), so they are brought to convergence first: only then is it the gradient of
    // the loss.
    [TorchTheory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_finite_differences(string name)
    {
        var game = Game(new NonSaturating(), Figures.Make<Regulariser>(name));
        var state = game.Start(4);
        var gradient = new Tensor[1];
        for (var i = 0; i < (name == "spectral-normalisation" ? 2000 : 0); i++)
        {
            game.Gradient(Player.Discriminator, Player.Discriminator, state, gradient, Some);
        }

        ReadOnlySpan<(Player, Player)> pairs =
        [
            (Player.Generator, Player.Generator),
            (Player.Discriminator, Player.Discriminator),
            (Player.Discriminator, Player.Generator),
        ];
        foreach (var (loss, by) in pairs)
        {
            game.Gradient(loss, by, state, gradient, Some with { Extrapolated = true });
            var numbers = gradient[0].ToDoubles();
            for (var i = 0; i < numbers.Length; i++)
            {
                var h = 1e-6;
                var unit = new double[numbers.Length];
                unit[i] = h;
                double At(int sign)
                {
                    var moved = state.ToArray();
                    moved[(int)by] += sign * Tensor.From<double>(unit, [unit.Length]);
                    return game.Loss(loss, moved, Some).Item();
                }

                Assert.Equal((At(1) - At(-1)) / (2 * h), numbers[i], 1e-6 * Math.Max(1, Math.Abs(numbers[i])));
            }
        }
    }

    [TorchTheory]
    [InlineData("gradient-penalty", 10 * 0.25)] // (|a| - 1)^2 with |a| = 1.5
    [InlineData("dragan", 10 * 0.25)]
    [InlineData("r1", 5 * 2.25)]
    [InlineData("r2", 5 * 2.25)]
    public void A_linear_critic_pays_what_its_slope_says(string name, double expected)
    {
        var network = new Mlp(Latent: 2, Depth: 0);
        var with = new NeuralGame(
            new Gan(network, network, new Wasserstein(), [Figures.Make<Regulariser>(name)], 5),
            Ring(),
            1,
            DType.Float64);
        var without = new NeuralGame(new Gan(network, network, new Wasserstein(), [], 5), Ring(), 1, DType.Float64);
        Tensor[] state = [with.Start(1)[0], Tensor.From<double>([0.9, -1.2, 0.3], [3])];
        Assert.Equal(
            expected,
            (with.Loss(Player.Discriminator, state, Some) - without.Loss(Player.Discriminator, state, Some)).Item(),
            1e-12);
        Assert.Equal(
            0, (with.Loss(Player.Generator, state, Some) - without.Loss(Player.Generator, state, Some)).Item());
    }

    [TorchTheory]
    [InlineData("r1")]
    [InlineData("r2")]
    public void A_lazy_penalty_is_paid_at_some_updates_so_many_times_over(string name)
    {
        var network = new Mlp(Latent: 2, Depth: 0);
        NeuralGame Game(params Regulariser[] all) =>
            new(new Gan(network, network, new Wasserstein(), all, 5), Ring(), 1, DType.Float64);
        var lazy = Figures.Make<Regulariser>($"{name} every=4");
        var (with, without) = (Game(lazy), Game());
        Tensor[] state = [with.Start(1)[0], Tensor.From<double>([0.9, -1.2, 0.3], [3])];
        double[] paid = [.. Enumerable.Range(0, 9).Select(step =>
        {
            var at = Some with { Step = step };
            return (with.Loss(Player.Discriminator, state, at) - without.Loss(Player.Discriminator, state, at)).Item();
        })];
        Assert.All(paid.Index(), p => Assert.Equal(p.Index % 4 == 0 ? 4 * 5 * 2.25 : 0, p.Item, 1e-12));

        // What a state is judged by pays at each update, once.
        var average = Game(lazy.Average);
        Assert.Equal(
            5 * 2.25,
            (average.Loss(Player.Discriminator, state, Some) - without.Loss(Player.Discriminator, state, Some)).Item(),
            1e-12);
    }

    [TorchFact]
    public void A_penalty_on_a_flat_critic_has_a_finite_gradient()
    {
        var network = new Mlp(Latent: 2, Depth: 0);
        var game = new NeuralGame(new Gan(network, network, new Wasserstein(), [new GradientPenalty()], 5), Ring(), 1);
        Tensor[] state = [game.Start(1)[0], Tensor.Zeros([3])];
        var (gradient, product) = (new Tensor[1], new Tensor[2]);
        game.Gradient(Player.Discriminator, Player.Discriminator, state, gradient, Some);
        Assert.True(gradient[0].IsFinite());
        game.JacobianProduct(state, [Tensor.Full(state[0].Shape, 1), Tensor.Full([3], 1)], product, Some);
        Assert.True(product[0].IsFinite() && product[1].IsFinite());
    }

    [Theory]
    [InlineData("none", 0, 0.4)]
    [InlineData("none", 500, 0.4)]
    [InlineData("linear", 0, 0.4)]
    [InlineData("linear", 25, 0.3)]
    [InlineData("linear", 100, 0)]
    [InlineData("linear", 1000, 0)]
    [InlineData("exponential", 100, 0.1471517764685769)]
    [InlineData("linear floor=0.1", 50, 0.2)]
    [InlineData("linear floor=0.1", 1000, 0.1)]
    [InlineData("exponential floor=0.1", 1000, 0.1)]
    public void Noise_goes_down_as_asked(string anneal, long step, double sd) =>
        Assert.Equal(
            sd,
            ((InstanceNoise)Figures.Make<Regulariser>($"instance-noise sd=0.4 steps=100 anneal={anneal}")).At(step),
            1e-15);

    [Fact]
    public void Noise_does_not_stop_above_where_it_begins()
    {
        var refused = Assert.Throws<SettingsException>(
            () => Figures.Make<Regulariser>("instance-noise sd=0.4 floor=0.5"));
        Assert.Equal("floor must be at most sd, 0.4, but is 0.5", refused.Message);
    }

    [TorchFact]
    public void Noise_is_on_real_and_generated_samples_in_both_losses_until_it_has_gone()
    {
        var network = new Mlp(Latent: 2, Depth: 0);
        var noisy = new NeuralGame(
            new Gan(network, network, new Wasserstein(), [new InstanceNoise(0.5, Annealing.Linear, 10)], 5),
            Ring(),
            1,
            DType.Float64);
        var plain = new NeuralGame(new Gan(network, network, new Wasserstein(), [], 5), Ring(), 1, DType.Float64);
        var state = plain.Start(1);
        state[1] = Tensor.From<double>([0.9, -1.2, 0.3], [3]);
        // step 3 of 10
        double Noise(Purpose purpose) =>
            (new RandomTensors(Some, purpose, DType.Float64, "cpu").Normal(5, 2).Mean([0]) * state[1].Narrow(0, 0, 2))
                .Sum()
                .Item() * 0.35;
        double Added(Player player, SampleKey key) =>
            (noisy.Loss(player, state, key) - plain.Loss(player, state, key)).Item();
        Assert.Equal(
            Noise(Purpose.GeneratedNoise) - Noise(Purpose.RealNoise), Added(Player.Discriminator, Some), 1e-12);
        Assert.Equal(-Noise(Purpose.GeneratedNoise), Added(Player.Generator, Some), 1e-12);
        Assert.Equal(0, Added(Player.Discriminator, Some with { Step = 10 }));
    }

    [TorchFact]
    public void Clipping_holds_the_discriminator_and_leaves_the_generator()
    {
        var game = Game(new Wasserstein(), new WeightClipping(0.05));
        var (state, update) = (game.Start(4), new Alternating { EtaG = 0.1, EtaD = 0.1 }.Bind(game));
        update.Step(state, new Tensor[update.MemorySize], Some);
        Assert.True(Tensor.Abs(state[1]).Max().Item() <= 0.05);
        Assert.True(Tensor.Abs(state[0]).Max().Item() > 0.05);

        var clipping = new WeightClipping(0.5);
        var at = Tensor.From<double>([-0.7, -0.2, 0.4, 0.9], [4]);
        var v = Tensor.From<double>([1.0, 2, 3, 4], [4]);
        Assert.Equal([0, 2, 3, 0], clipping.ProjectAdjoint(Player.Discriminator, at, v).ToDoubles());
        Assert.Equal([-0.5, -0.2, 0.4, 0.5], clipping.Project(Player.Discriminator, at).ToDoubles());
    }

    // As printed, + lambda2 log D to be minimised, the encoder would be driven to where D is sure that a sample is
    // generated.
    [TorchTheory]
    [InlineData("mode-regularisation lambda1=0 lambda2=1")]
    [InlineData("manifold-diffusion lambda=1000")]
    public void The_encoder_learns_to_make_reconstructions_look_real(string text)
    {
        var game = Game(new NonSaturating(), Figures.Make<Regulariser>(text));
        var state = game.Start(4);
        var (network, gradient) = (game.Network(Player.Generator), new Tensor[1]);
        game.Gradient(Player.Generator, Player.Generator, state, gradient, Some);
        var parts = network.Unflatten(gradient[0], false);
        var encoder = network.Blueprint.Parameters.Where(p => p.Name.StartsWith("encoder.", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(encoder);
        Assert.All(encoder, p => Assert.True(Tensor.Abs(parts[p.Index]).Max().Item() > 0));

        var only = network.Flatten(
            [.. network.Blueprint.Parameters.Select(p => encoder.Contains(p) ? parts[p.Index] : 0)], state[0]);
        var length = only.Norm();
        Assert.True(
            RealLooking(game, [state[0] - (only * (1e-3 / length)), state[1]], text) > RealLooking(game, state, text));
    }

    [TorchFact]
    public void The_diffusion_discriminator_tells_samples_from_reconstructions_and_the_manifold_one_these_from_data()
    {
        var game = Game(new Wasserstein(), new ManifoldDiffusion());
        var (state, real) = (game.Start(4), new Batches(Ring(), 1, 6, DType.Float64, "cpu").Read(Some));
        var again = game.Generate(state[0], game.Encode(state[0], real));
        var discriminator = game.Network(Player.Discriminator);
        var pass = new Pass(discriminator.Unflatten(state[1], false), discriminator.Buffers, training: true);
        var generated = game.Generate(state[0], game.Latent(Some, 6));
        var diffusion = discriminator.Layer(pass, generated).Mean() - discriminator.Layer(pass, again).Mean();
        var manifold = Tensor.Softplus(-discriminator.Second(pass, real)).Mean()
            + Tensor.Softplus(discriminator.Second(pass, again)).Mean();
        Assert.Equal((diffusion + manifold).Item(), game.Loss(Player.Discriminator, state, Some).Item(), 1e-12);
        Assert.All(
            discriminator.Blueprint.Parameters.Skip(discriminator.Blueprint.Parameters.Count / 2),
            p => Assert.StartsWith("second.", p.Name, StringComparison.Ordinal));
    }

    [TorchFact]
    public void Batch_normalisation_in_a_critic_with_a_gradient_penalty_is_refused()
    {
        var network = new Dcgan(Width: 2);
        var refused = Assert.Throws<SettingsException>(
            () =>
                new Gan(network, network, new Wasserstein(), [new GradientPenalty()], 4)
                    .DiscriminatorPlayer([1, 28, 28]));
        Assert.Contains("batch normalisation", refused.Message, StringComparison.Ordinal);
        var without = network with { Norm = Normalisation.None };
        Assert.NotNull(
            new Gan(network, without, new Wasserstein(), [new GradientPenalty()], 4).DiscriminatorPlayer([1, 28, 28]));
    }

    [Fact]
    public void A_batch_that_a_packed_critic_cannot_cut_up_is_refused()
    {
        var network = new ResNetWganGp(Width: 2, Packed: 4);
        var refused = Assert.Throws<SettingsException>(
            () => new Gan(network, network, new Wasserstein(), [], 6).DiscriminatorPlayer([3, 32, 32]));
        Assert.Contains("multiple of 4", refused.Message, StringComparison.Ordinal);
    }

    // Several at once, on a network whose layers look at whole batches.
    [TorchTheory]
    [InlineData("mode-regularisation")]
    [InlineData("manifold-diffusion")]
    public void An_encoder_goes_with_images_and_with_other_regularisers(string text)
    {
        var network = new Dcgan(Latent: 4, Width: 2);
        var gan = new Gan(
            network,
            network,
            new Hinge(),
            [Figures.Make<Regulariser>(text), new R1(), new InstanceNoise(), new SpectralNormalisation()],
            4);
        var game = new NeuralGame(gan, Figures.Items(Figures.Read("dcgan-28")), 1);
        var (state, update) = (game.Start(1), new Adam { EtaG = 1e-3, EtaD = 1e-3 }.Bind(game));
        var memory = new Tensor[update.MemorySize];
        update.Begin(state, memory, Some);
        for (var step = 0; step < 3; step++)
        {
            update.Step(state, memory, Some with { Step = step });
        }

        Assert.True(state[0].IsFinite() && state[1].IsFinite());
        var encoded = game.Encode(state[0], Tensor.Zeros([3, 1, 28, 28]));
        Assert.Equal([3L, 4], encoded.Shape);
        Assert.True(Tensor.Abs(encoded).Max().Item() <= 1, "latent vectors of a uniform law lie in [-1, 1]");
        Assert.Equal([3L, 1, 28, 28], game.Generate(state[0], encoded).Shape);
    }

    [TorchFact]
    public void An_encoder_that_nobody_asked_for_is_not_there()
    {
        var game = Game(new NonSaturating(), new R1());
        var state = game.Start(1);
        Assert.Throws<InvalidOperationException>(() => game.Encode(state[0], Tensor.Zeros([2, 2], DType.Float64)));
    }

    private static double RealLooking(NeuralGame game, Tensor[] state, string text)
    {
        var real = new Batches(Ring(), 1, 6, DType.Float64, "cpu").Read(Some);
        var discriminator = game.Network(Player.Discriminator);
        var pass = new Pass(discriminator.Unflatten(state[1], false), discriminator.Buffers, training: false);
        var judge = text.StartsWith("manifold", StringComparison.Ordinal) ? discriminator.Second : discriminator.Layer;
        return -Tensor.Softplus(-judge(pass, game.Generate(state[0], game.Encode(state[0], real)))).Mean().Item();
    }

    private static IItems Ring() => new Ring().Open(new DataFolder("."), 1);

    private static NeuralGame Game(Objective objective, Regulariser regulariser)
    {
        var network = new Mlp(Latent: 3, Width: 5, Depth: 2, Slope: 0.2);
        var gan = new Gan(network, network, objective, [regulariser], 6);
        return regulariser is PairedError
            ? new(
                gan with { Conditioning = [new Concatenation(Player: ConditionedPlayer.Generator)] },
                new ColourScenes(Size: 1).Open(new DataFolder("."), 1),
                1,
                DType.Float64)
            : new(gan, Ring(), 1, DType.Float64);
    }

    private static Tensor[] Direction(Tensor[] state, string name) =>
        [.. state.Select((s, i) => Tensor.From<double>(Figures.Signed($"{name}{i}", s.Count), s.Shape))];

    private static double Dot(Tensor[] a, Tensor[] b) =>
        Tensor.Sum(a[0] * b[0]).Item() + Tensor.Sum(a[1] * b[1]).Item();
}
