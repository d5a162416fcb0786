using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

public sealed class NeuralGameTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData(Player.Generator, Player.Generator)]
    [InlineData(Player.Generator, Player.Discriminator)]
    [InlineData(Player.Discriminator, Player.Generator)]
    [InlineData(Player.Discriminator, Player.Discriminator)]
    public void Gradients_agree_with_finite_differences(Player loss, Player by)
    {
        var (game, state, key) = Small();
        var gradient = new Tensor[1];
        game.Gradient(loss, by, state, gradient, key);
        var numbers = gradient[0].ToDoubles();
        for (var i = 0; i < numbers.Length; i += 7)
        {
            var slope = Difference(state, (int)by, i, s => game.Loss(loss, s, key).Item());
            Assert.Equal(slope, numbers[i], 1e-7);
        }
    }

    [TorchFact]
    public void Products_with_the_Jacobian_agree_with_finite_differences_and_with_each_other()
    {
        var (game, state, key) = Small();
        var (v, w) = (Direction(state, 3), Direction(state, 5));
        var (product, transposed) = (new Tensor[2], new Tensor[2]);
        game.JacobianProduct(state, v, product, key);
        game.TransposedJacobianProduct(state, w, transposed, key);
        Assert.Equal(Dot(w, product), Dot(v, transposed), 1e-12);

        var h = 1e-6;
        var (ahead, behind) = (Field(game, Moved(state, v, h), key), Field(game, Moved(state, v, -h), key));
        for (var player = 0; player < 2; player++)
        {
            var difference = ((ahead[player] - behind[player]) / (2 * h)).ToDoubles();
            Assert.Equal(difference, product[player].ToDoubles(), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [TorchFact]
    public void The_same_sample_gives_the_same_gradient_and_another_a_different_one()
    {
        var (game, state, key) = Small();
        var (first, again, other) = (new Tensor[1], new Tensor[1], new Tensor[1]);
        game.Gradient(Player.Generator, Player.Generator, state, first, key);
        game.Gradient(Player.Generator, Player.Generator, state, again, key);
        game.Gradient(Player.Generator, Player.Generator, state, other, key with { Draw = 1 });
        Assert.Equal(first[0].ToDoubles(), again[0].ToDoubles());
        Assert.NotEqual(first[0].ToDoubles(), other[0].ToDoubles());
    }

    [TorchFact]
    public void A_generator_that_takes_the_discriminators_batch_gets_the_same_gradient_and_the_same_statistics()
    {
        var network = new Dcgan(Latent: 4, Width: 2);
        var gan = new Gan(network, network, new NonSaturating(), [new InstanceNoise(0.1), new R1(0.5)], 4);
        NeuralGame Made() => new(gan, new Shapes().Open(new DataFolder("."), 1), 1);
        var (kept, anew, key) = (Made(), Made(), new SampleKey(2, 0, 3, 0));
        var (a, b) = (new Tensor[1], new Tensor[1]);
        var (state, other) = (kept.Start(4), anew.Start(4));
        kept.Gradient(Player.Discriminator, Player.Discriminator, state, a, key with { Shared = true });
        anew.Gradient(Player.Discriminator, Player.Discriminator, other, b, key);
        Assert.Equal(b[0].ToDoubles(), a[0].ToDoubles());
        kept.Gradient(Player.Generator, Player.Generator, state, a, key);
        anew.Gradient(Player.Generator, Player.Generator, other, b, key);
        Assert.Equal(b[0].ToDoubles(), a[0].ToDoubles());
        foreach (var player in new[] { Player.Generator, Player.Discriminator })
        {
            Assert.Equal(
                anew.Network(player).Buffers.SelectMany(t => t.ToDoubles()),
                kept.Network(player).Buffers.SelectMany(t => t.ToDoubles()));
        }
    }

    private static (NeuralGame Game, Tensor[] State, SampleKey Key) Small()
    {
        var network = new Mlp(Latent: 3, Width: 5, Depth: 2, Slope: 0.2);
        var gan = new Gan(network, network, new NonSaturating(), [new GradientPenalty(0.7)], 6);
        var game = new NeuralGame(gan, new Ring().Open(new DataFolder("."), 1), 1, DType.Float64);
        return (game, game.Start(4), new SampleKey(2, 0, 3, 0));
    }

    private static Tensor[] Field(NeuralGame game, Tensor[] state, SampleKey key)
    {
        var field = new Tensor[2];
        game.Gradient(Player.Generator, Player.Generator, state, field.AsSpan(0, 1), key);
        game.Gradient(Player.Discriminator, Player.Discriminator, state, field.AsSpan(1, 1), key);
        return field;
    }

    private static double Difference(Tensor[] state, int player, int i, Func<Tensor[], double> value)
    {
        var h = 1e-6;
        var unit = new double[state[player].Count];
        unit[i] = 1;
        Tensor[] direction = [0, 0];
        direction[player] = Tensor.From(unit, [unit.Length]);
        return (value(Moved(state, direction, h)) - value(Moved(state, direction, -h))) / (2 * h);
    }

    private static Tensor[] Direction(Tensor[] state, long seed)
    {
        var key = new SampleKey((ulong)seed, 0, 0, 0);
        var random = new RandomTensors(key, Scalars.Purpose.Start, DType.Float64, "cpu");
        return [.. state.Select(s => random.Normal(s.Count))];
    }

    private static Tensor[] Moved(Tensor[] state, Tensor[] v, double h) =>
        [state[0] + (v[0] * h), state[1] + (v[1] * h)];

    private static double Dot(Tensor[] a, Tensor[] b) =>
        Tensor.Sum(a[0] * b[0]).Item() + Tensor.Sum(a[1] * b[1]).Item();
}
