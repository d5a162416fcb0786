using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>A batch in shards against smaller batches that somebody else averages.</summary>
public sealed class ShardedGameTests : IDisposable
{
    private const int Batch = 12;

    private readonly IItems _items = new Ring().Open(new DataFolder("."), 1);

    public void Dispose() => _items.Dispose();

    [TorchTheory]
    [InlineData(2, DType.Float32)] // computed without libtorch's graph
    [InlineData(3, DType.Float64)]
    public void Its_gradient_is_the_mean_of_those_of_smaller_batches(int shards, DType type)
    {
        using var scope = new TensorScope();
        var (whole, small) = (Game(Batch, shards, type), Game(Batch / shards, 1, type));
        var state = whole.Start(1);
        _ = small.Start(1);
        foreach (var player in Enum.GetValues<Player>())
        {
            Assert.All(
                Gradient(whole.Trained(), player, state, 7).Zip(Mean(small, player, state, 7, shards)),
                pair => Assert.Equal(pair.First, pair.Second, type == DType.Float64 ? 1e-14 : 1e-6));
        }

        double[] Mean(NeuralGame game, Player player, Tensor[] at, long step, int count) =>
        [
            .. Enumerable.Range(0, count)
                .Select(i => Gradient(game, player, at, (step * count) + i))
                .Aggregate((sum, next) => [.. sum.Zip(next, (a, b) => a + b)])
                .Select(v => v / count),
        ];
    }

    [TorchFact]
    public void The_shards_see_the_items_of_the_whole_batch()
    {
        using var scope = new TensorScope();
        var (whole, small) = (Game(Batch, 1), Game(Batch / 3, 1));
        var key = new SampleKey(1, 0, 5, 2);
        Assert.Equal(
            whole.Real(key).ToDoubles(),
            Enumerable.Range(0, 3).SelectMany(i => small.Real(key with { Step = 15 + i }).ToDoubles()));
    }

    [TorchFact]
    public void What_goes_down_with_the_updates_goes_by_their_number()
    {
        using var scope = new TensorScope();
        var (noised, plain) = (Game(Batch, 4, DType.Float64, noise: 1), Game(Batch, 4, DType.Float64));
        var state = plain.Start(1);
        _ = noised.Start(1);
        Assert.NotEqual(At(plain, 9), At(noised, 9)); // the noise is gone after 10 updates, not after 10 evaluations
        Assert.Equal(At(plain, 10), At(noised, 10));

        double[] At(NeuralGame game, long step) => Gradient(game.Trained(), Player.Discriminator, state, step);
    }

    [TorchFact]
    public void Products_with_the_jacobian_are_derivatives_of_the_gradients()
    {
        using var scope = new TensorScope();
        var whole = Game(Batch, 3, DType.Float64);
        var (game, state, key, small) = (whole.Trained(), whole.Start(1), new SampleKey(1, 0, 4, 0), 1e-6);
        var random = new RandomTensors(key, Purpose.Noise, DType.Float64, "cpu");
        Tensor[] along = [.. state.Select(part => random.Normal(part.Shape))];
        var product = new Tensor[2];
        game.JacobianProduct(state, along, product, key);
        var (above, below) = (Moved(small), Moved(-small));
        foreach (var player in Enum.GetValues<Player>())
        {
            var (up, down) = (Gradient(game, player, above, 4), Gradient(game, player, below, 4));
            Assert.All(
                product[(int)player].ToDoubles().Zip(up.Zip(down, (a, b) => (a - b) / (2 * small))),
                pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }

        // v' (J v) in both ways
        var transposed = new Tensor[2];
        game.TransposedJacobianProduct(state, along, transposed, key);
        Assert.Equal(Inner(along, product), Inner(along, transposed), 1e-10);

        Tensor[] Moved(double by) => [.. state.Zip(along, (part, direction) => part + (by * direction))];
        static double Inner(Tensor[] x, Tensor[] y) => x.Zip(y, (a, b) => Tensor.Sum(a * b).Item()).Sum();
    }

    [TorchFact]
    public void What_cannot_be_shared_evenly_is_refused()
    {
        var gan = new Gan(new Mlp(), new Mlp(), new NonSaturating(), [], Batch) { Shards = 4 };
        gan.RequireShards(2);
        Assert.Contains(
            "shards is 4, which 3 processes cannot share evenly",
            Assert.Throws<SettingsException>(() => gan.RequireShards(3)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "shards=5: a batch of 12 cannot be cut",
            Assert.Throws<SettingsException>(() => Training.Configuration.Read(
                "{data: ring, network: mlp, rule: adam, batch: 12, shards: 5}", "test")).Message,
            StringComparison.Ordinal);
    }

    private static double[] Gradient(IGame<Tensor> game, Player player, Tensor[] state, long step)
    {
        var gradient = new Tensor[1];
        game.Gradient(player, player, state, gradient, new SampleKey(1, 0, step, 0));
        return gradient[0].ToDoubles();
    }

    private NeuralGame Game(int batch, int shards, DType type = DType.Float32, double noise = 0)
    {
        var network = new Mlp(Latent: 2, Width: 6, Depth: 1, Slope: 0.2);
        Regulariser[] regularisers = noise > 0 ? [new InstanceNoise(noise, Steps: 10)] : [];
        var gan = new Gan(network, network, new NonSaturating(), regularisers, batch) { Shards = shards };
        return new(gan, _items, 1, type);
    }
}
