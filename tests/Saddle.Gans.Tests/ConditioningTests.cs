using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Classes that a generator is asked for and a discriminator is told; PyTorch's figures are in PeerTests.
/// </summary>
public sealed class ConditioningTests : IDisposable
{
    private const string Text = """
        data: {name: ring, modes: 3, radius: 2, sd: 0.2}
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
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-classes").FullName;

    public static TheoryData<string> Ways =>
    [
        "concatenation",
        "concatenation size=2",
        "concatenation player=generator|projection",
        "concatenation player=generator|auxiliary-classifier",
        "concatenation player=generator|auxiliary-classifier generated=false",
        "concatenation|matching-aware",
        "concatenation|matching-aware wrong=next",
        "concatenation player=generator|projection|auxiliary-classifier weight=0.3|matching-aware",
    ];

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Every coordinate of both players' gradients, with a penalty whose points lie between samples of one class.
    [TorchTheory]
    [MemberData(nameof(Ways))]
    public void Gradients_agree_with_finite_differences(string ways) =>
        Checks.Gradients(Game(ways, new GradientPenalty(0.7)), Some, 1);

    [TorchFact]
    public void A_wrong_class_is_never_the_own_one_and_any_other_as_likely()
    {
        var batches = new Batches(new Ring(Modes: 3).Open(Data, 1), 1, 3000, DType.Float64, "cpu");
        var own = batches.Condition(Some);
        var random = new RandomTensors(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu");
        var right = own.Values.ToArray<long>();
        var wrong = batches.Wrong(own, WrongPair.Other, random).Values.ToArray<long>();
        var next = right.Zip(wrong, (a, b) => (b - a + 3) % 3).ToList();
        Assert.DoesNotContain(0, next);
        Assert.InRange(next.Count(step => step == 1) / 3000.0, 0.46, 0.54); // four standard deviations
        Assert.Equal(
            [.. right.Skip(1), right[0]], batches.Wrong(own, WrongPair.Next, random).Values.ToArray<long>());
    }

    [TorchFact]
    public void Wrong_pairs_disturb_no_other_stream()
    {
        var (with, without) = (Game("concatenation|matching-aware"), Game("concatenation"));
        Assert.Equal(with.Latent(Some, 6).Latent.ToDoubles(), without.Latent(Some, 6).Latent.ToDoubles());
        Assert.Equal(
            with.Latent(Some, 6).Condition!.Values.ToArray<long>(),
            without.Latent(Some, 6).Condition!.Values.ToArray<long>());
        var state = with.Start(4);
        Assert.Equal(
            with.Loss(Player.Generator, state, Some).Item(), without.Loss(Player.Generator, state, Some).Item());
        Assert.Equal(
            with.Scores(state, Some).Generated.ToDoubles(), without.Scores(state, Some).Generated.ToDoubles());
    }

    // Real, generated and wrong scores of a linear discriminator: weights 1, 1/2 and 1/2 in a loss of means.
    [TorchFact]
    public void Wrong_pairs_weigh_as_much_as_generated_samples()
    {
        var network = new Mlp(Latent: 2, Depth: 0);
        NeuralGame Made(params Conditioning[] ways) => new(
            new Gan(network, network, new Wasserstein(), [], 5) { Conditioning = ways }, Ring(), 1, DType.Float64);
        var (plain, wrong) = (Made(new Concatenation()), Made(new Concatenation(), new MatchingAware()));

        // x and y count for nothing, of a class its number does: f = label
        Tensor[] state = [plain.Start(1)[0], Tensor.From<double>([0, 0, 0, 1, 2, 3, 0], [7])];
        var batches = new Batches(Ring(), 1, 5, DType.Float64, "cpu");
        var own = batches.Condition(Some);
        var others = batches.Wrong(
            own, WrongPair.Other, new(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu"));
        var (right, mean) = (own.Values.ToArray<long>().Average(), others.Values.ToArray<long>().Average());
        Assert.Equal(0, plain.Loss(Player.Discriminator, state, Some).Item(), 1e-12);
        Assert.Equal(((right + mean) / 2) - right, wrong.Loss(Player.Discriminator, state, Some).Item(), 1e-12);
    }

    [TorchFact]
    public void A_class_that_is_chosen_is_the_one_that_is_asked_for()
    {
        var game = Game("concatenation");
        var state = game.Start(4);
        var asked = game.Latent(Some, 6, (i, classes) => i / 2 % classes);
        Assert.Equal([0, 0, 1, 1, 2, 2], asked.Condition!.Values.ToArray<long>());
        var other = game.Latent(Some, 6, (_, _) => 0);
        Assert.Equal(asked.Latent.ToDoubles(), other.Latent.ToDoubles());
        var (made, same) = (game.Generate(state[0], asked).ToDoubles(), game.Generate(state[0], other).ToDoubles());
        Assert.Equal(made[..4], same[..4]);
        Assert.NotEqual(made[4..], same[4..]);
    }

    // As planes of an image they would be 28 x 28 times as many weights, all of which do the same.
    [Theory]
    [InlineData(true, 27)]
    [InlineData(false, 72)]
    public void A_class_stands_once_behind_an_image_that_is_read_as_a_vector(bool vectors, int inputs)
    {
        var blueprint = new Blueprint { Told = ConditionForm.Label(15), ReadsVectors = vectors };
        var network = new Mlp(Width: 4, Depth: 1);
        Assert.True(network.ReadsVectors);
        new Concatenation().Discriminator(
            blueprint, [3, 2, 2], item => network.Discriminator(blueprint, item));
        Assert.Equal([4, inputs], blueprint.Parameters[0].Shape);
    }

    [TorchFact]
    public void A_run_that_is_stopped_and_resumed_ends_in_the_same_bytes() =>
        Checks.Resumed(_folder, Text, Data, 17);

    [TorchFact]
    public void A_generator_makes_the_class_that_it_is_asked_for()
    {
        var text = Text.Replace("steps: 40", "steps: 1500", StringComparison.Ordinal)
            .Replace("checkpoint-every: 10", "checkpoint-every: 0", StringComparison.Ordinal)
            .Replace("batch: 32", "batch: 128", StringComparison.Ordinal);
        var configuration = Configuration.Read(text, "test");
        var probe = new ClassAccuracyProbe(Steps: 300, Samples: 600);
        using var before = Snapshot.AtStart(configuration, Data, 1);
        var untrained = probe.Measure(before);
        Assert.InRange(untrained["gan-test"], 0.1, 0.67); // a third, and what chance makes of three classes
        using var after = Snapshot.AtStart(configuration, Data, 1);
        after.Train(1500);
        var trained = probe.Measure(after);
        Assert.InRange(trained["real-train"], 0.99, 1);
        Assert.InRange(trained["gan-train"], 0.95, 1);
        Assert.InRange(trained["gan-test"], 0.95, 1);
        Assert.True(trained["intra-class-distance"] < untrained["intra-class-distance"]);
        Assert.InRange(
            trained["intra-class-distance/floor"], 0, trained["intra-class-distance"]);
    }

    [TorchFact]
    public void An_untrained_generator_makes_no_shapes()
    {
        const string Asked = "data: {name: shapes, size: 16}\nnetwork: {name: dcgan, width: 4}\nrule: adam\n"
            + "conditioning: [conditional-batch-norm, projection]";
        using var at = Snapshot.AtStart(Configuration.Read(Asked, "test"), Data, 1);
        var read = new ShapeAgreementProbe(Samples: 100).Measure(at);
        Assert.InRange(read["rejected"], 0.99, 1);
        Assert.InRange(read["agreement"], 0, 0.01);
        using var ring = Snapshot.AtStart(Configuration.Read(Text, "test"), Data, 1);
        Assert.Equal(
            "the data are not drawn shapes in colour (data: shapes, or captions)",
            new ShapeAgreementProbe().WhyNot(ring));
    }

    [TorchFact]
    public void Who_has_no_class_to_ask_for_is_told_so()
    {
        var unasked = Configuration.Read(
            Text.Replace("conditioning: [concatenation, matching-aware]", string.Empty, StringComparison.Ordinal),
            "test");
        using var at = Snapshot.AtStart(unasked, Data, 1);
        Assert.Equal("the generator is not asked for a class", new ClassAccuracyProbe().WhyNot(at));
        using var scatter = Snapshot.AtStart(
            Configuration.Read("data: swiss-roll\nnetwork: mlp\nrule: adam", "test"), Data, 1);
        Assert.Equal("the data have no classes", new ClassAccuracyProbe().WhyNot(scatter));
    }

    [TorchFact]
    public void Every_sample_of_a_chosen_label_is_asked_for_that_class()
    {
        var run = RunFolder.Create(Path.Combine(_folder, "run"), Configuration.Read(Text, "test"));
        Checks.Trained(run, Data);
        using var all = new Sampler(run, Data, "last");
        using var two = new Sampler(run, Data, "last", "2");
        using var again = new Sampler(run, Data, "last", "1");
        Assert.NotEqual(two.Samples(1, 0, 20), all.Samples(1, 0, 20));
        Assert.NotEqual(two.Samples(1, 0, 20), again.Samples(1, 0, 20));
        Assert.Equal(
            "'20' is not a class of the data; did you mean '0'?",
            Assert.Throws<SettingsException>(() => new Sampler(run, Data, "last", "20")).Message);
    }

    [TorchTheory]
    [InlineData("data: swiss-roll", "concatenation", "concatenation takes a class label, but the data have no classes")]
    [InlineData("data: ring", "conditional-batch-norm", "conditional-batch-norm: the generator mlp has no batch norm")]
    [InlineData("data: {name: ring, modes: 1}", "matching-aware", "matching-aware: the data have one class")]
    [InlineData("data: ring", "projektion", "'projektion' is not a conditioning; did you mean 'projection'?")]
    public void What_does_not_fit_is_refused_in_one_line(string data, string way, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() =>
        {
            var configuration = Configuration.Read($"{data}\nnetwork: mlp\nconditioning: {way}\nrule: adam", "test");
            using var items = configuration.Items(Data);
            configuration.Game(items);
        });
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [TorchFact]
    public void An_objective_that_compares_scores_takes_no_wrong_pairs() => Assert.StartsWith(
        "matching-aware does not go with relativistic",
        Assert.Throws<SettingsException>(() => new Gan(new Mlp(), new Mlp(), new Relativistic(), [], 8)
        {
            Conditioning = [new MatchingAware()],
        }.DiscriminatorPlayer([2], ConditionForm.Label(3))).Message,
        StringComparison.Ordinal);

    [TorchFact]
    public void A_critic_of_four_images_at_once_has_no_class() => Assert.Contains(
        "scores several samples at once",
        Assert.Throws<SettingsException>(() => new Gan(
            new Mlp(), new ResNetWganGp(Width: 2, Packed: 4), new Wasserstein(), [], 8)
        {
            Conditioning = [new Projection()],
        }.DiscriminatorPlayer([3, 32, 32], ConditionForm.Label(3))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_published_test_split_is_held_out()
    {
        Assert.Equal(Split.Test, Assert.IsType<Mnist>(new Mnist().HeldOut).Split);
        Assert.Null(new FashionMnist { Split = Split.Test }.HeldOut);
        Assert.Equal(Split.Test, Assert.IsType<Cifar10>(new Cifar10().HeldOut).Split);
        Assert.Null(new Ring().HeldOut);
    }

    private static IItems Ring() => new Ring(Modes: 4, Sd: 0.3).Open(Data, 1);

    private static NeuralGame Game(string ways, params Regulariser[] regularisers)
    {
        var network = new Mlp(Latent: 2, Width: 3, Depth: 1, Slope: 0.2, Activation: Activation.Softplus);
        var gan = new Gan(network, network, new NonSaturating(), regularisers, 6)
        {
            Conditioning = [.. ways.Split('|').Select(Figures.Make<Conditioning>)],
        };
        return new(gan, new Ring(Modes: 3, Sd: 0.3).Open(Data, 1), 1, DType.Float64);
    }
}
