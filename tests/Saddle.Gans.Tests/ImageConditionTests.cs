using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Images that a generator is given and a discriminator is told.</summary>
public sealed class ImageConditionTests : IDisposable
{
    private const string Text = """
        data: {name: colour-scenes, size: 8, items: 200}
        network: {name: mlp, latent: 2, width: 24, depth: 1, slope: 0.2}
        conditioning: [concatenation, matching-aware]
        objective: non-saturating
        rule: {name: adam, order: d-first, eta: 0.002, beta1: 0.5}
        batch: 32
        steps: 40
        checkpoint-every: 10
        ema: 0.9
        """;

    private static readonly SampleKey Some = new(2, 0, 3, 0);
    private static readonly DataFolder Data = new(".");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-images").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TorchFact]
    public void The_generator_is_given_the_image_of_each_real_sample()
    {
        var batches = Batches(6);
        var (real, given) = (batches.Read(Some), batches.Condition(Some).Values);
        Assert.Equal([6, 1, 8, 8], given.Shape);

        // where there is light there is colour, and where there is none, none
        var (colour, lightness) = (real.ToDoubles(), given.ToDoubles());
        for (var i = 0; i < lightness.Length; i++)
        {
            var (item, place) = (i / 64, i % 64);
            var (a, b) = (colour[(item * 128) + place], colour[(item * 128) + 64 + place]);
            Assert.Equal((lightness[i] + 1) * 50 / 70 * 38 / 110, Math.Sqrt((a * a) + (b * b)), 1e-5);
        }
    }

    [TorchFact]
    public void A_wrong_image_is_the_next_samples()
    {
        var batches = Batches(5);
        var own = batches.Condition(Some);
        var random = new RandomTensors(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu");
        var (right, wrong) = (own.Values.ToDoubles(), batches.Wrong(own, WrongPair.Other, random).Values.ToDoubles());
        Assert.Equal(right[64..], wrong[..^64]);
        Assert.Equal(right[..64], wrong[^64..]);
    }

    [TorchFact]
    public void Images_that_are_asked_for_disturb_no_other_stream()
    {
        var (with, without) = (Game("concatenation|matching-aware"), Game("concatenation"));
        Assert.Equal(with.Latent(Some, 6).Latent.ToDoubles(), without.Latent(Some, 6).Latent.ToDoubles());
        Assert.Equal(
            with.Latent(Some, 6).Condition!.Values.ToDoubles(), without.Latent(Some, 6).Condition!.Values.ToDoubles());
        var other = with.Latent(Some with { Step = 4 }, 6);
        Assert.NotEqual(other.Condition!.Values.ToDoubles(), with.Latent(Some, 6).Condition!.Values.ToDoubles());
        var state = with.Start(4);
        Assert.Equal(
            with.Loss(Player.Generator, state, Some).Item(), without.Loss(Player.Generator, state, Some).Item());
    }

    // A linear discriminator that looks at the image alone: what it says of real and of generated samples is the same,
    // and so it is on every line between the two.
    [TorchFact]
    public void Real_and_generated_samples_share_their_image()
    {
        var game = Game("concatenation", depth: 0);
        var discriminator = new double[(3 * 64) + 1];
        for (var i = 0; i < 64; i++)
        {
            discriminator[128 + i] = i + 1;
        }

        Tensor[] state = [game.Start(1)[0], Tensor.From<double>(discriminator, [discriminator.Length])];
        var (real, generated) = game.Scores(state, Some);
        Assert.Equal(real.ToDoubles(), generated.ToDoubles());
        Assert.Equal(
            real.ToDoubles(),
            game.Score(state[1], game.Real(Some), Batches(6).Condition(Some)).ToDoubles());
    }

    [TorchTheory]
    [InlineData("concatenation")]
    [InlineData("concatenation|matching-aware")]
    public void Gradients_agree_with_finite_differences(string ways) =>
        Checks.Gradients(Game(ways, 1, new GradientPenalty(0.7)), Some, 17);

    [TorchFact]
    public void A_run_that_is_stopped_and_resumed_ends_in_the_same_bytes() =>
        Checks.Resumed(_folder, Text, Data, 17);

    [TorchFact]
    public void Samples_of_a_run_are_pictures_in_colour()
    {
        var run = RunFolder.Create(Path.Combine(_folder, "run"), Configuration.Read(Text, "test"));
        Checks.Trained(run, Data);
        using var sampler = new Sampler(run, Data, "last");
        var picture = sampler.Items(1).Images(300).Read(299);
        Assert.Equal((8, 8, 3), (picture.Width, picture.Height, picture.Channels));
        var files = sampler.WriteEach(_folder, 1, 3, default);
        Assert.Equal(3, files.Count);
        Assert.All(files, file => Assert.Equal(
            3, Saddle.Data.Images.ImageDecoder.Decode(File.ReadAllBytes(file), file).Channels));
        Assert.Contains(
            "this generator is not asked for a class",
            Assert.Throws<SettingsException>(() => new Sampler(run, Data, "last", "3")).Message,
            StringComparison.Ordinal);
    }

    // One image a row of the sheet, and pictures in colour.
    [TorchFact]
    public void A_sheet_shows_several_draws_of_one_image()
    {
        var game = Game("concatenation");
        var asked = game.Latent(Some, 6, (i, _) => i / 3);
        var values = asked.Condition!.Values.ToDoubles();
        Assert.Equal(values[..64], values[64..128]);
        Assert.NotEqual(values[..64], values[192..256]);
        var whole = game.Whole(game.Start(4)[0], asked);
        Assert.Equal([6, 3, 8, 8], whole.Shape);
        using var items = Scenes();
        var pictures = SampleSheet.Pictures(whole.ToDoubles(), items);
        Assert.Equal((8, 8, 3), (pictures[5].Width, pictures[5].Height, pictures[5].Channels));
    }

    [TorchTheory]
    [InlineData("conditional-batch-norm", "conditional-batch-norm takes a class label, but these data give an image")]
    [InlineData("projection", "projection takes a class label, but these data give an image; expected concatenation")]
    public void Who_takes_classes_alone_is_refused_in_one_line(string way, string expected) => Assert.StartsWith(
        expected, Assert.Throws<SettingsException>(() => Game(way)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_pairs_of_a_published_test_split_are_held_out() => Assert.Equal(
        "cifar10:split=test", Assert.IsType<ColourPairs>(new ColourPairs("cifar10").HeldOut).Of);

    private static IItems Scenes() => new ColourScenes(Items: 200, Size: 8).Open(Data, 1);

    private static Batches Batches(int size) => new(Scenes(), 1, size, DType.Float64, "cpu");

    private static NeuralGame Game(string ways, int depth = 1, params Regulariser[] regularisers)
    {
        var network = new Mlp(Latent: 2, Width: 3, Depth: depth, Slope: 0.2, Activation: Activation.Softplus);
        var gan = new Gan(network, network, new NonSaturating(), regularisers, 6)
        {
            Conditioning = [.. ways.Split('|').Select(Figures.Make<Conditioning>)],
        };
        return new(gan, Scenes(), 1, DType.Float64);
    }
}
