using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>What public GAN code is known to get wrong, silently.</summary>
public sealed class DefectTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    // Running statistics gathered at points that are not kept, or on behalf of the other player, spoil samples long
    // after.
    [TorchFact]
    public void Statistics_are_gathered_by_a_players_own_evaluations_at_points_that_are_kept()
    {
        var game = Images(out var state);
        var (one, two) = (new Tensor[1], new Tensor[2]);
        var key = new SampleKey(1, 0, 0, 0);
        var start = Statistics(game);

        game.Loss(Player.Generator, state, key);
        game.Loss(Player.Discriminator, state, key);
        game.Gradient(Player.Generator, Player.Discriminator, state, one, key);
        game.Gradient(Player.Discriminator, Player.Generator, state, one, key);
        game.Gradient(Player.Generator, Player.Generator, state, one, key with { Extrapolated = true });
        game.Gradient(Player.Discriminator, Player.Discriminator, state, one, key with { Extrapolated = true });
        game.JacobianProduct(state, state, two, key);
        game.TransposedJacobianProduct(state, state, two, key);
        game.Generate(state[0], game.Latent(key, 3));
        Assert.Equal(start, Statistics(game));

        game.Gradient(Player.Generator, Player.Generator, state, one, key);
        var afterGenerator = Statistics(game);
        Assert.NotEqual(start[0], afterGenerator[0]);
        Assert.Equal(start[1], afterGenerator[1]);

        game.Gradient(Player.Discriminator, Player.Discriminator, state, one, key);
        var afterBoth = Statistics(game);
        Assert.Equal(afterGenerator[0], afterBoth[0]);
        Assert.NotEqual(start[1], afterBoth[1]);
    }

    [TorchFact]
    public void Extragradient_gathers_statistics_once_an_update_and_at_the_kept_point()
    {
        var game = Images(out var state);
        var kept = Images(out _);
        var one = new Tensor[1];
        kept.Gradient(Player.Generator, Player.Generator, state, one, new SampleKey(1, 0, 0, 0));
        kept.Gradient(Player.Discriminator, Player.Discriminator, state, one, new SampleKey(1, 0, 0, 0));
        new Extragradient().Bind(game).Step(state, [], new SampleKey(1, 0, 0, 0));
        Assert.Equal(Statistics(kept), Statistics(game));
    }

    // A missing detach: the discriminator's backward pass leaves gradients on the generator, which its next step then
    // takes in.
    [TorchFact]
    public void A_players_gradient_does_not_depend_on_whether_the_others_was_computed_before()
    {
        var game = Images(out var state);
        var (alone, after, other) = (new Tensor[1], new Tensor[1], new Tensor[1]);
        var key = new SampleKey(1, 0, 0, 0, Extrapolated: true);
        game.Gradient(Player.Generator, Player.Generator, state, alone, key);
        game.Gradient(Player.Discriminator, Player.Discriminator, state, other, key);
        game.Gradient(Player.Generator, Player.Generator, state, after, key);
        Assert.Equal(alone[0].ToDoubles(), after[0].ToDoubles());
    }

    [TorchTheory]
    [InlineData(0.0, 0.1)]
    [InlineData(0.1, 0.0)]
    public void Each_player_has_a_rate_of_its_own(double etaG, double etaD)
    {
        var game = Points(out var state);
        var before = state.ToArray();
        var update = new Adam { EtaG = etaG, EtaD = etaD }.Bind(game);
        var memory = new Tensor[update.MemorySize];
        update.Begin(state, memory, default);
        update.Step(state, memory, default);
        Assert.Equal(etaG == 0, before[0].ToDoubles().SequenceEqual(state[0].ToDoubles()));
        Assert.Equal(etaD == 0, before[1].ToDoubles().SequenceEqual(state[1].ToDoubles()));
    }

    // "Unrolled" code through which no gradient flows gives the generator its lookahead gradient.
    [TorchFact]
    public void The_generators_gradient_flows_through_the_unrolled_steps()
    {
        var eta = 0.4;
        var k = 3;
        var game = Points(out var state);
        var key = new SampleKey(5, 0, 0, 0);
        Tensor Step(UnrollMode mode)
        {
            var moved = state.ToArray();
            new Unrolled(mode, k) { EtaG = 1, EtaD = eta }.Bind(game).Step(moved, [], key);
            return state[0] - moved[0];
        }

        double Ahead(Tensor generator)
        {
            Tensor[] at = [generator, state[1]];
            var gradient = new Tensor[1];
            for (var i = 0; i < k; i++)
            {
                game.Gradient(Player.Discriminator, Player.Discriminator, at, gradient, key with { Draw = i });
                at[1] -= eta * gradient[0];
            }

            return game.Loss(Player.Generator, at, key with { Draw = k }).Item();
        }

        var (through, lookahead) = (Step(UnrollMode.Differentiate), Step(UnrollMode.Lookahead));
        var h = 1e-6;
        var direction = Tensor.From<double>(Figures.Signed("direction", state[0].Count), state[0].Shape);
        var slope = (Ahead(state[0] + (h * direction)) - Ahead(state[0] - (h * direction))) / (2 * h);
        Assert.Equal(slope, (through * direction).Sum().Item(), 1e-7);
        Assert.True(
            Math.Abs(slope - (lookahead * direction).Sum().Item()) > 1e-3,
            "the two gradients agree here, so this shows nothing");
    }

    // Normalised images that go through a whole-number buffer become black, with a few white pixels.
    [TorchTheory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void A_batch_has_the_fractions_of_its_items(DType type)
    {
        var items = new Ring().Open(new DataFolder("."), 1);
        var batch = new Batches(items, 1, 4, type, "cpu").Read(default);
        var item = new float[2];
        items.Read(2, item);
        Assert.Equal(type, batch.DType);
        Assert.Equal([item[0], item[1]], batch.Narrow(0, 2, 1).ToDoubles());
        Assert.NotEqual(Math.Round(item[0]), item[0]);
    }

    [TorchFact]
    public void Text_reaches_the_networks_one_hot()
    {
        var batch = new Batches(new Lines(), 1, 2, DType.Float32, "cpu");
        Assert.Equal([3, 5], batch.Shape);
        var read = batch.Read(default);
        Assert.Equal([2L, 3, 5], read.Shape);
        Assert.Equal(DType.Float32, read.DType);
        Assert.Equal([0.0, 1, 2, 1, 2, 3], read.ArgMax(2).ToDoubles());
        Assert.Equal(6, read.Sum().Item());
    }

    private static double[][] Statistics(NeuralGame game) =>
    [
        [.. game.Network(Player.Generator).Buffers.SelectMany(b => b.ToDoubles())],
        [.. game.Network(Player.Discriminator).Buffers.SelectMany(b => b.ToDoubles())],
    ];

    private static NeuralGame Images(out Tensor[] state)
    {
        var figures = Figures.Read("dcgan-28");
        var game = new NeuralGame(Figures.Gan(figures), Figures.Items(figures), 1);
        state = game.Start(1);
        return game;
    }

    private static NeuralGame Points(out Tensor[] state)
    {
        var network = new Mlp(Latent: 2, Width: 6, Depth: 1, Slope: 0.2);
        var game = new NeuralGame(
            new Gan(network, network, new NonSaturating(), [], 8),
            new Ring().Open(new DataFolder("."), 1),
            1,
            DType.Float64);
        state = game.Start(2);
        return game;
    }

    private sealed class Lines : IItems, IText
    {
        public IReadOnlyList<int> Shape { get; } = [3];

        public long? Count => null;

        public Vocabulary Vocabulary { get; } = new("abcd".EnumerateRunes());

        public void Read(long index, Span<float> item)
        {
            for (var i = 0; i < item.Length; i++)
            {
                item[i] = index + i;
            }
        }

        public void Dispose()
        {
        }
    }
}
