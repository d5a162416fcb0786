using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Known;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>
/// States of well-known code in architectures of ours, against what PyTorch computes with them: tests/data/states.
/// </summary>
public sealed class KnownCodeTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData("dcgan-32", Player.Generator, "PyTorch's DCGAN example, [1, 32, 32]")]
    [InlineData("dcgan-32", Player.Discriminator, "PyTorch's DCGAN example, [1, 32, 32]")]
    [InlineData("dcgan-64", Player.Generator, "PyTorch's DCGAN example, [3, 64, 64]")]
    [InlineData("dcgan-64", Player.Discriminator, "PyTorch's DCGAN example, [3, 64, 64]")]
    [InlineData("sngan-32", Player.Generator, "mimicry's residual generator, [3, 32, 32]")]
    [InlineData("sngan-32", Player.Discriminator, "mimicry's SNGAN, [3, 32, 32]")]
    [InlineData("sngan-32-old", Player.Discriminator, "mimicry's SNGAN, [3, 32, 32]")]
    [InlineData("sngan-48", Player.Generator, "mimicry's residual generator, [3, 48, 48]")]
    [InlineData("sngan-48", Player.Discriminator, "mimicry's SNGAN, [3, 48, 48]")]
    [InlineData("wgan-gp-32", Player.Discriminator, "mimicry's WGAN-GP, [3, 32, 32]")]
    public void It_computes_what_PyTorch_computes(string name, Player player, string known)
    {
        var letter = player == Player.Generator ? "G" : "D";
        using var module = new KnownNetwork
        {
            File = StateFiles.At("states", "known", $"{name}-{letter}.pth"),
        }.Open(player);
        Assert.Contains($"it is taken for {known}", module.Notes, StringComparer.Ordinal);
        using var expected = NpzReader.Open(StateFiles.At("states", "known", "expected.npz"));
        var input = Waves([3, .. module.Inputs[0].Shape!.Skip(1)]);
        foreach (var mode in (string[])["eval", "train"])
        {
            Tensor[] values = [.. module.Tensors.Select(tensor => tensor.Value)];
            var output = Assert.Single(module.Forward(values, [input], mode == "train", 0)).Value;
            var figures = expected.Read($"{name}:{letter}:{mode}", array => array.ReadDoubles());
            Close(figures, player == Player.Generator ? Every8th(output) : Probability(name, output), mode);
            foreach (var (tensor, value) in module.Tensors.Zip(values).Where(p => p.First.Role == TensorRole.Buffer))
            {
                var after = mode == "train"
                    ? expected.Read($"{name}:{letter}:after:{tensor.Name}", array => array.ReadDoubles())
                    : tensor.Value.ToDoubles();
                Assert.Equal(tensor.Value.Shape, value.Shape);
                Close(after, value.ToDoubles(), $"{mode}, {tensor.Name}");
            }
        }
    }

    [TorchFact]
    public void Parameters_stand_in_the_code_s_order()
    {
        using var module = new KnownNetwork { File = StateFiles.At("states", "known", "sngan-32-D.pth") }
            .Open(Player.Discriminator);
        Assert.Equal(
            ["block1.c1.bias", "block1.c1.weight_orig", "block1.c2.bias", "block1.c2.weight_orig"],
            module.Tensors.Where(tensor => tensor.Role == TensorRole.Parameter).Take(4).Select(tensor => tensor.Name),
            StringComparer.Ordinal);
    }

    [TorchFact]
    public void It_is_a_player_and_differentiable_twice()
    {
        var network = new KnownNetwork { File = StateFiles.At("states", "known", "sngan-32-D.pth") };
        var blueprint = new Blueprint();
        var player = new PlayerNetwork(blueprint, network.Discriminator(blueprint, [3, 32, 32]));
        var flat = player.Start(1, 0, DType.Float32, "cpu");
        var parts = player.Unflatten(flat, differentiable: true);
        var x = Waves([2, 3, 32, 32]).AsLeaf();
        var scores = player.Layer(new Pass(parts, player.Buffers, training: true), x);
        var slope = Autograd.Gradient(Tensor.Sum(scores), [x], createGraph: true)[0];
        var second = Autograd.Gradient(Tensor.Sum(slope.Square()), parts);
        Assert.All(second, gradient => Assert.DoesNotContain(gradient.ToDoubles(), value => !double.IsFinite(value)));
        Assert.Contains(second, gradient => gradient.ToDoubles().Any(value => value != 0));
    }

    [TorchTheory]
    [InlineData("known/dcgan-32-D.pth", Player.Generator, "it holds no generator of code that is known here")]
    [InlineData("compiled.pth", Player.Generator, "it holds no generator of code that is known here")]
    public void Others_are_refused(string file, Player player, string expected)
    {
        var refusal = Assert.Throws<DataException>(() =>
            new KnownNetwork { File = StateFiles.At("states", file) }.Open(player).Dispose());
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_file_s_form_is_told_by_its_content()
    {
        Assert.IsType<KnownNetwork>(ForeignFile.NetworkOf(StateFiles.At("states", "known", "dcgan-64-D.pth")));
        Assert.IsType<KnownNetwork>(ForeignFile.NetworkOf(StateFiles.At("states", "known", "sngan-32-G.pth")));
        foreach (var (file, expected) in new[]
        {
            ("transgan.pth", "it holds no network that can be run, but epoch (numbers), "),
            ("synthesizer.pkl", "torch.save(m._generator.state_dict(), "),
            ("README.md", "it holds no network that can be run: it begins neither as a zip"),
        })
        {
            var refusal = Assert.Throws<DataException>(() => ForeignFile.NetworkOf(StateFiles.At("states", file)));
            Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        }
    }

    // What tests/data/states/known.py gives to both.
    private static Tensor Waves(long[] shape)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return Tensor.From<double>(
            [.. Enumerable.Range(0, (int)count).Select(i => Math.Cos((0.01 * i * i) + i))], shape).Cast(DType.Float32);
    }

    private static double[] Every8th(Tensor images)
    {
        var (values, shape) = (images.ToDoubles(), images.Shape);
        var side = (int)shape[3];
        return
        [
            .. from plane in Enumerable.Range(0, (int)(shape[0] * shape[1]))
               from row in Enumerable.Range(0, side / 8)
               from column in Enumerable.Range(0, side / 8)
               select values[(((plane * side) + (8 * row)) * side) + (8 * column)],
        ];
    }

    // The example's discriminator ends in a sigmoid, ours before it.
    private static double[] Probability(string name, Tensor scores) =>
        name.StartsWith("dcgan", StringComparison.Ordinal)
            ? [.. scores.ToDoubles().Select(score => 1 / (1 + Math.Exp(-score)))]
            : scores.ToDoubles();

    private static void Close(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.True(Math.Abs(one - other) <= Tolerance * scale, $"{what}: {other:R}, but PyTorch has {one:R}");
        }
    }
}
