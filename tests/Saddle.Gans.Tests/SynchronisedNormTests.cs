using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// Batch normalisation over all shards of a batch, against passes of the whole batch through libtorch's own.
/// </summary>
public sealed class SynchronisedNormTests : IDisposable
{
    private const int Batch = 8;
    private const double Gamma = 0.7;

    private readonly IItems _items = new Shapes(Items: 40, Size: 16, Grey: true).Open(new DataFolder("."), 1);

    public void Dispose() => _items.Dispose();

    [TorchTheory]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 0)] // one item a shard, which has no statistics of its own
    [InlineData(2, Gamma)] // the slope of scores, differentiated again
    [InlineData(4, Gamma)]
    public void Gradients_and_buffers_are_those_of_the_whole_batch(int shards, double gamma)
    {
        using var scope = new TensorScope();
        var game = Game(shards, synchronises: true, gamma);
        Assert.All(Errors(game, shards, gamma), error => Assert.InRange(error, 0, 1e-10));
    }

    [TorchFact]
    public void Of_local_statistics_they_are_not()
    {
        using var scope = new TensorScope();
        Assert.InRange(Errors(Game(4, synchronises: false), 4).Max(), 0.01, 10);
    }

    [TorchFact]
    public void So_are_those_of_a_normalisation_with_a_scale_and_an_offset_a_class()
    {
        using var scope = new TensorScope();
        using var digits = new StackedDigits(Items: 40, Digits: 1).Open(new DataFolder("."), 1);
        var game = Game(4, synchronises: true, Gamma, digits, new ConditionalBatchNorm());
        var batches = new Batches(digits, 1, Batch, DType.Float64, "cpu");
        Assert.All(
            Errors(game, 4, Gamma, batches.Condition(Key(3))), error => Assert.InRange(error, 0, 1e-10));
    }

    [TorchFact]
    public void Losses_are_those_of_the_whole_batch()
    {
        using var scope = new TensorScope();
        var game = Game(4, synchronises: true);
        var (state, key) = (game.Start(1), Key(3));
        var whole = new Whole(game, state, 4);
        foreach (var player in Enum.GetValues<Player>())
        {
            Assert.Equal(
                whole.Loss(player, key).Loss.Item(), game.Trained().Loss(player, state, key).ToDoubles()[0], 1e-12);
        }
    }

    [TorchFact]
    public void Products_with_the_jacobian_are_derivatives_of_the_gradients()
    {
        using var scope = new TensorScope();
        var whole = Game(2, synchronises: true, Gamma);
        var (game, state, key, small) = (whole.Trained(), whole.Start(1), Key(4), 1e-6);
        var random = new RandomTensors(key, Purpose.Noise, DType.Float64, "cpu");
        Tensor[] along = [.. state.Select(part => random.Normal(part.Shape))];
        Tensor[] product = new Tensor[2], transposed = new Tensor[2];
        game.JacobianProduct(state, along, product, key);
        game.TransposedJacobianProduct(state, along, transposed, key);
        var (above, below) = (Moved(small), Moved(-small));
        foreach (var player in Enum.GetValues<Player>())
        {
            var slope = (Gradient(game, player, above, key) - Gradient(game, player, below, key)) / (2 * small);
            Assert.InRange(Error(slope, product[(int)player]), 0, 1e-5);
        }

        var (one, other) = (Inner(along, product), Inner(along, transposed)); // v' (J v) in both ways
        Assert.Equal(1, one / other, 1e-9);

        Tensor[] Moved(double by) => [.. state.Zip(along, (part, direction) => part + (by * direction))];
        static double Inner(Tensor[] x, Tensor[] y) => x.Zip(y, (a, b) => Tensor.Sum(a * b).Item()).Sum();
    }

    [TorchFact]
    public void A_shard_that_fails_ends_the_others_and_the_next_evaluation_is_none_the_worse()
    {
        using var scope = new TensorScope();
        using var items = new Failing(_items);
        var game = Game(4, synchronises: true, items: items);
        var (state, trained) = (game.Start(1), game.Trained());
        var right = Gradient(trained, Player.Discriminator, state, Key(0)).ToDoubles();
        items.From = 5; // of the third shard
        var failure = Assert.Throws<DataException>(
            () => Gradient(trained, Player.Discriminator, state, Key(0)));
        Assert.Contains("no good", failure.Message, StringComparison.Ordinal);
        items.From = int.MaxValue;
        game.Start(1);
        Assert.Equal(right, Gradient(trained, Player.Discriminator, state, Key(0)).ToDoubles());
    }

    [Theory]
    [InlineData("", "shards of 2 or more")]
    [InlineData("shards: 2, precision: bfloat16", "precision=float32 or float64")]
    [InlineData("shards: 2, device: cuda", "device=cpu")]
    [InlineData(
        "shards: 2, generator: {name: exported, file: g.pt2}", "a network of exported normalises by itself")]
    public void What_cannot_be_synchronised_is_refused(string more, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() => Configuration.Read(
            $"{{data: ring, network: mlp, rule: adam, batch: 12, batch-norm: synchronised, {more}}}", "test"));
        Assert.Contains("batch-norm=synchronised: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_configuration_says_it()
    {
        var read = Configuration.Read(
            "{data: ring, network: mlp, rule: adam, batch: 12, shards: 4, batch-norm: synchronised}", "test");
        Assert.True(read.Gan.SynchronisesBatchNorm);
        Assert.Equal(read.ToYaml(), Configuration.Read(read.ToYaml(), "test").ToYaml());
        Assert.False(Configuration.Read("{data: ring, network: mlp, rule: adam}", "test").Gan.SynchronisesBatchNorm);
    }

    // How far gradients and buffers are from those of the whole batch, relative to them.
    private static List<double> Errors(NeuralGame game, int shards, double gamma = 0, Condition? condition = null)
    {
        var (state, key, trained) = (game.Start(1), Key(3), game.Trained());
        var errors = new List<double>();
        foreach (var player in Enum.GetValues<Player>())
        {
            var (gradient, buffers) = new Whole(game, state, shards, gamma, condition).Gradient(player, key);
            errors.Add(Error(gradient, Gradient(trained, player, state, key)));
            errors.AddRange(buffers.Zip(game.Network(player).Buffers, Error));
        }

        return errors;
    }

    private static double Error(Tensor expected, Tensor actual) => (actual - expected).Norm() / expected.Norm();

    private static SampleKey Key(long step) => new(1, 0, step, 0);

    private static Tensor Gradient(IGame<Tensor> game, Player player, Tensor[] state, in SampleKey key)
    {
        var gradient = new Tensor[1];
        game.Gradient(player, player, state, gradient, key);
        return gradient[0];
    }

    private NeuralGame Game(
        int shards,
        bool synchronises,
        double gamma = 0,
        IItems? items = null,
        params IReadOnlyList<Conditioning> conditioning)
    {
        var network = new Dcgan(Latent: 4, Width: 2);
        Regulariser[] regularisers = gamma > 0 ? [new R1(gamma)] : [];
        var gan = new Gan(network, network, new NonSaturating(), regularisers, Batch)
        {
            Shards = shards,
            SynchronisesBatchNorm = synchronises,
            Conditioning = conditioning,
        };
        return new(gan, items ?? _items, 1, DType.Float64);
    }

    /// <summary>A game's losses, of a batch in a piece: of the latent vectors that its shards draw.</summary>
    private sealed class Whole(
        NeuralGame game, Tensor[] state, int shards, double gamma = 0, Condition? condition = null)
    {
        public (Tensor Gradient, IReadOnlyList<Tensor> Buffers) Gradient(Player player, in SampleKey key)
        {
            var (loss, passes) = Loss(player, key);
            var (network, pass) = (game.Network(player), passes[(int)player]);
            var gradient = Autograd.Gradient(loss, [.. pass.Parameters]);
            return (network.Flatten(gradient, state[(int)player]), pass.Buffers);
        }

        public (Tensor Loss, Pass[] Passes) Loss(Player player, SampleKey key)
        {
            Pass[] passes = [PassOf(Player.Generator), PassOf(Player.Discriminator)];
            var latent = Tensor.Concatenate(
            [
                .. Enumerable.Range(0, shards).Select(i => game.LatentVectors(
                    key with { Step = (key.Step * shards) + i }, Batch / shards)),
            ]);
            var generated = game.Network(Player.Generator).Layer(passes[0], latent);
            if (player == Player.Generator)
            {
                return (game.Gan.Objective.Generator(0, Score(passes[1], generated)), passes);
            }

            var real = game.Real(key).AsLeaf();
            var scores = Score(passes[1], real);
            var loss = game.Gan.Objective.Discriminator(scores, Score(passes[1], generated));
            if (gamma > 0)
            {
                var slope = Autograd.Gradient(Score(passes[1], real).Sum(), [real], createGraph: true)[0];
                loss += 0.5 * gamma * slope.Square().Sum() / Batch;
            }

            return (loss, passes);
        }

        private Tensor Score(Pass pass, Tensor samples) => game.Network(Player.Discriminator).Layer(pass, samples);

        private Pass PassOf(Player player) => new(
            game.Network(player).Unflatten(state[(int)player], differentiable: true),
            game.Network(player).Buffers,
            training: true,
            condition);
    }

    /// <summary>Items that are damaged from the n-th read on.</summary>
    private sealed class Failing(IItems inner) : IItems
    {
        private int _read;

        public int From
        {
            get;
            set => (field, _read) = (value, 0);
        }
            = int.MaxValue;

        public IReadOnlyList<int> Shape => inner.Shape;

        public long? Count => inner.Count;

        public void Read(long index, Span<float> item)
        {
            if (++_read > From)
            {
                throw new DataException("items", "no good");
            }

            inner.Read(index, item);
        }

        public void Dispose()
        {
        }
    }
}
