using Saddle.Catalog;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>What holds of every network of the catalogue on every shape of item.</summary>
public sealed class NetworkTests : IDisposable
{
    private static readonly int[][] Items = [[1], [2], [1, 28, 28], [3, 32, 32], [3, 48, 48], [3, 64, 64], [9, 11]];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    // Networks of other programs are of one shape, that of their file.
    // What makes images of images or of sentences has tests of its own.
    public static TheoryData<string> Names =>
        [
            .. Catalog<Network>.Entries
                .Where(e => Spec.Parse<Network>(e.Name) is not (ForeignNetwork
                    or { ReadsImages: true }
                    or { ReadsSentences: true }))
                .Select(e => e.Name),
        ];

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void It_makes_and_judges_items_of_the_shapes_that_it_is_for_and_refuses_others(string name)
    {
        var network = Small(name);
        var fitting = 0;
        foreach (var item in Items)
        {
            try
            {
                Check(network, item);
                fitting++;
            }
            catch (SettingsException unfit)
            {
                Assert.StartsWith($"{name} is for ", unfit.Message, StringComparison.Ordinal);
                Assert.EndsWith($"[{string.Join(", ", item)}]", unfit.Message, StringComparison.Ordinal);
                Assert.Throws<SettingsException>(() => network.Discriminator(new Blueprint(), item));
            }
        }

        Assert.True(fitting > 0, $"{name} is for no shape at all");
    }

    // Published, or measured on the published code: 4.51 and 4.31, 4.28 and 1.05, 1.4 and 0.84 million. Vocabularies
    // differ.
    [TorchTheory]
    [InlineData("dcgan", new[] { 3, 32, 32 }, 4.51, 4.31, 2)]
    [InlineData("resnet-mimicry", new[] { 3, 32, 32 }, 4.28, 1.05, 2)]
    [InlineData("char-resnet width=128", new[] { 32, 96 }, 1.4, 0.84, 1)]
    public void It_has_as_many_parameters_as_published(
        string text, int[] item, double generator, double discriminator, int digits)
    {
        var network = Figures.Make<Network>(text);
        var (g, d) = (new Blueprint(), new Blueprint());
        network.Generator(g, item);
        network.Discriminator(d, item);
        Assert.Equal(Math.Round(generator, digits), Math.Round(g.Size / 1e6, digits));
        Assert.Equal(Math.Round(discriminator, digits), Math.Round(d.Size / 1e6, digits));
    }

    [TorchFact]
    public void The_law_before_training_is_the_stated_one()
    {
        var blueprint = new Blueprint();
        var network = new Dcgan(Latent: 20, Width: 8);
        var player = new PlayerNetwork(blueprint, network.Discriminator(blueprint, [3, 32, 32]));
        var parts = player.Unflatten(player.Start(1, 1, DType.Float64, "cpu"), false);
        var weight = parts[blueprint.Parameters.Single(p => p.Name == "conv.3.weight").Index].ToDoubles();
        Assert.All(weight, w => Assert.InRange(w, -0.04, 0.04));

        // A unit normal cut off at two has the variance 1 - 4 phi(2) / (Phi(2) - Phi(-2)) = 0.7741.
        Assert.Equal(0.02 * Math.Sqrt(0.774), Math.Sqrt(weight.Average(w => w * w)), 2e-4);
        Assert.All(
            blueprint.Parameters.Where(p => p.Name.EndsWith("bias", StringComparison.Ordinal)),
            p => Assert.All(parts[p.Index].ToDoubles(), b => Assert.Equal(0, b)));
    }

    [TorchFact]
    public void Four_images_share_a_score_of_a_packed_critic()
    {
        var blueprint = new Blueprint();
        var player = new PlayerNetwork(
            blueprint, new ResNetWganGp(Width: 2, Packed: 4).Discriminator(blueprint, [3, 32, 32]));
        var pass = new Pass(
            player.Unflatten(player.Start(1, 1, DType.Float64, "cpu"), false), player.Buffers, training: true);
        var images = Tensor.From<double>(Figures.Signed("images", 8 * 3 * 32 * 32), [8, 3, 32, 32]);
        var scores = player.Layer(pass, images).ToDoubles();
        Assert.Equal(2, scores.Length);

        // Changing the last image of the first four changes the first score alone.
        var changed = player.Layer(
            pass, Tensor.Concatenate([images.Narrow(0, 0, 3), images.Narrow(0, 3, 1) * 0.5, images.Narrow(0, 4, 4)]))
            .ToDoubles();
        Assert.NotEqual(scores[0], changed[0]);
        Assert.Equal(scores[1], changed[1], 1e-14);
    }

    [TorchFact]
    public void Batch_normalisation_takes_momentum_for_momentum_and_eps_for_eps()
    {
        // Public code passes 0.8, meant as a momentum, where eps stands; then a variance of 1e-6 would be swallowed
        // whole.
        var blueprint = new Blueprint();
        var player = new PlayerNetwork(blueprint, blueprint.BatchNorm("norm", 1));
        var pass = new Pass(
            player.Unflatten(player.Start(1, 0, DType.Float64, "cpu"), false), player.Buffers, training: true);
        double[] values = [5 + 1e-3, 5 - 1e-3, 5 + 1e-3, 5 - 1e-3];
        var y = player.Layer(pass, Tensor.From<double>(values, [4, 1])).ToDoubles();
        Assert.Equal(Math.Sqrt(1e-6 / (1e-6 + 1e-5)), y[0], 1e-9);
        Assert.Equal(0.1 * 5, pass[blueprint.Buffers[0]].Item(), 1e-12);
        Assert.Equal(0.9 + (0.1 * 1e-6 * 4 / 3), pass[blueprint.Buffers[1]].Item(), 1e-12);
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Power_iterations_bring_the_largest_singular_value_to_1(bool convolution)
    {
        var blueprint = new Blueprint { SpectralNormalisation = true };
        var layer = convolution ? blueprint.Conv2d("layer", 3, 7, 3) : blueprint.Linear("layer", 27, 7);
        var player = new PlayerNetwork(blueprint, layer);
        var flat = player.Start(3, 0, DType.Float64, "cpu");
        var (before, first) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < 200; i++)
        {
            var pass = new Pass(player.Unflatten(flat, false), player.Buffers, training: true);
            var largest = LargestSingularValue(player.Layer, pass, convolution);
            player.Restore([.. pass.Buffers]);
            first = i == 0 ? largest : first;
            Assert.True(
                largest <= before + 1e-12 && largest >= 1 - 1e-12, $"iteration {i}: {largest:R} after {before:R}");
            before = largest;
        }

        Assert.True(first > 1.05, "the first estimate was right by chance, so this shows nothing");
        Assert.Equal(1, before, 1e-9);
    }

    // The effective matrix, read off from what the layer does to unit vectors.
    private static double LargestSingularValue(Layer layer, Pass pass, bool convolution)
    {
        var unit = new double[27 * 27];
        for (var i = 0; i < 27; i++)
        {
            unit[(i * 27) + i] = 1;
        }

        long[] shape = convolution ? [27, 3, 3, 3] : [27, 27];
        var both = layer(
            pass,
            Tensor.Concatenate(
                [Tensor.From<double>(unit, shape), Tensor.Zeros(convolution ? [1, 3, 3, 3] : [1, 27], DType.Float64)]))
            .Reshape(28, 7);
        return new Operator("aten::linalg_svdvals").Call(both.Narrow(0, 0, 27) - both.Narrow(0, 27, 1)).Max().Item();
    }

    private static Network Small(string name)
    {
        var entry = Catalog<Network>.Get(name);
        Dictionary<string, string> small = new(StringComparer.Ordinal)
        {
            ["latent"] = "5",
            ["width"] = "8",
            ["discriminator-width"] = "16",
        };
        return entry.Create(
            small.Where(s => entry.Parameters.Any(p => p.Name == s.Key)).ToDictionary(StringComparer.Ordinal));
    }

    private static void Check(Network network, int[] item)
    {
        var batch = 3;
        long[] shape = [batch, .. item.Select(length => (long)length)];
        var generated = Run(
            network.Generator,
            item,
            Tensor.From<double>(Figures.Signed("latent", batch * network.Latent), [batch, network.Latent]));
        Assert.Equal(shape, generated.Shape);
        if (item.Length == 3)
        {
            Assert.InRange(generated.Max().Item(), -1, 1);
            Assert.InRange(generated.Min().Item(), -1, 1);
        }

        if (item.Length == 2)
        {
            Assert.All(generated.Sum([2]).ToDoubles(), sum => Assert.Equal(1, sum, 1e-12));
        }

        Assert.Equal([batch, 1], Run((blueprint, i) => network.Discriminator(blueprint, i), item, generated).Shape);
        Assert.Equal([batch, network.Latent], Run(network.Encoder, item, generated).Shape);
    }

    /// <summary>
    /// The output; parameters have names of their own, and each of them has a finite gradient. It is not 0 throughout,
    /// if not of the batch, from which normalisation takes biases away, then with running statistics.
    /// </summary>
    private static Tensor Run(Func<Blueprint, IReadOnlyList<int>, Layer> build, int[] item, Tensor input)
    {
        var blueprint = new Blueprint();
        var player = new PlayerNetwork(blueprint, build(blueprint, item));
        Assert.Equal(
            blueprint.Parameters.Count,
            blueprint.Parameters.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count());
        var leaves = player.Unflatten(player.Start(1, 0, DType.Float64, "cpu"), true);
        var output = player.Layer(new Pass(leaves, player.Buffers, training: true), input);
        var probe = Tensor.From<double>(Figures.Signed("probe", output.Count), output.Shape);
        var gradients = Autograd.Gradient((output * probe).Sum(), leaves, keepGraph: true);
        var still = player.Layer(new Pass(leaves, player.Buffers, training: false), input);
        var others = Autograd.Gradient((still * probe).Sum(), leaves, keepGraph: true);
        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.True(
                !gradients[i].IsNumber && gradients[i].IsFinite()
                    && Tensor.Abs(gradients[i]).Max().Item() + Tensor.Abs(others[i]).Max().Item() > 0,
                $"{blueprint.Parameters[i].Name} has no gradient");
        }

        return output.Detach();
    }
}
