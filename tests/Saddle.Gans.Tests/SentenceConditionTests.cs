using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
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

/// <summary>Sentences that a generator is asked for and a discriminator is told.</summary>
public sealed class SentenceConditionTests : IDisposable
{
    private const string Text = """
        data: {name: captions, size: 8, items: 200}
        network: {name: mlp, latent: 2, width: 24, depth: 1, slope: 0.2}
        conditioning:
        - {name: sentence-reader, reading: recurrent, size: 4, augmentation: 3}
        - concatenation
        - matching-aware
        objective: non-saturating
        rule: {name: adam, order: d-first, eta: 0.002, beta1: 0.5}
        batch: 16
        steps: 24
        checkpoint-every: 8
        ema: 0.9
        """;

    private static readonly SampleKey Some = new(2, 0, 3, 0);
    private static readonly DataFolder Data = new(".");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-sentences").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TorchFact]
    public void The_generator_is_asked_for_the_sentences_of_each_real_sample()
    {
        using var items = Captions();
        var (batches, captioned) = (Batches(6), (ICaptioned)items);
        var (real, asked) = (batches.Read(Some), batches.Condition(Some));
        Assert.Equal([6, 3, 6], asked.Values.Shape);
        Assert.Equal((true, captioned.Words.Count), (asked.Form.IsText, asked.Form.Words));
        var (tokens, item) = (asked.Values.ToArray<long>(), new float[3 * 64]);
        foreach (var (i, number) in asked.Items.Index())
        {
            items.Read(number, item);
            Assert.Equal(item.Select(x => (double)x), real.Narrow(0, i, 1).ToDoubles());
            Assert.Equal(
                captioned.Sentences(number).Select(said => string.Join(' ', Words.Split(said))),
                Enumerable.Range(0, 3).Select(k => captioned.Words.Text(tokens.AsSpan(((i * 3) + k) * 6, 6))),
                StringComparer.Ordinal);
        }
    }

    [TorchFact]
    public void Wrong_sentences_say_something_else()
    {
        using var items = Captions();
        var (batches, captioned) = (Batches(64), (ICaptioned)items);
        var own = batches.Condition(Some);
        var random = new RandomTensors(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu");
        var wrong = batches.Wrong(own, WrongPair.Other, random);
        Assert.All(
            own.Items.Zip(wrong.Items), pair => Assert.NotEqual(
                captioned.Meaning(pair.First), captioned.Meaning(pair.Second)));

        // the next one's would not do: some pair of neighbours among 2,000 items has one meaning
        Assert.Contains(Enumerable.Range(0, 199), i => captioned.Meaning(i) == captioned.Meaning(i + 1));
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_wrong_sentence_says_something_else_and_the_others_are_the_own(bool shuffled)
    {
        var set = new Captions(Items: 200, Size: 8, Shuffled: shuffled);
        var (captioned, batches) = (
            (ICaptioned)set.Open(Data, 1), new Batches(set.Open(Data, 1), 1, 64, DType.Float64, "cpu"));
        var own = batches.Condition(Some);
        var random = new RandomTensors(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu");
        var tokens = batches.Wrong(own, WrongPair.Sentence, random).Values.ToArray<long>();
        var (factors, places) = ((IFactors)((IPictured)captioned).Images, new int[3]);
        foreach (var (i, item) in own.Items.Index())
        {
            string[] right = [.. captioned.Sentences(item).Select(said => string.Join(' ', Words.Split(said)))];
            string[] wrong =
                [.. Enumerable.Range(0, 3).Select(k => captioned.Words.Text(tokens.AsSpan(((i * 3) + k) * 6, 6)))];
            var place = Assert.Single(Enumerable.Range(0, 3), k => right[k] != wrong[k]);
            places[place]++;
            Assert.False(ShapeRequest.Of([wrong[place]]).Agrees(factors.Factors(item)));
        }

        Assert.All(places, count => Assert.InRange(count, 8, 36));
    }

    [TorchFact]
    public void Sentences_that_are_asked_for_disturb_no_other_stream()
    {
        var (with, without) = (Game("concatenation|matching-aware"), Game("concatenation"));
        Assert.Equal(with.Latent(Some, 6).Latent.ToDoubles(), without.Latent(Some, 6).Latent.ToDoubles());
        Assert.Equal(with.Latent(Some, 6).Condition!.Items, without.Latent(Some, 6).Condition!.Items);
        Assert.NotEqual(
            with.Latent(Some with { Step = 4 }, 6).Condition!.Items, with.Latent(Some, 6).Condition!.Items);
        var state = with.Start(4);
        Assert.Equal(
            with.Loss(Player.Generator, state, Some).Item(), without.Loss(Player.Generator, state, Some).Item());
        Assert.NotEqual(
            with.Loss(Player.Discriminator, state, Some).Item(),
            without.Loss(Player.Discriminator, state, Some).Item());
    }

    // In one pass with the wrong ones or apart, the scores are the same: each sample is read with its own sentences.
    [TorchFact]
    public void Real_and_generated_samples_share_their_sentences()
    {
        var game = Game("sentence-reader reading=recurrent size=4|concatenation");
        var state = game.Start(1);
        var (real, generated) = game.Scores(state, Some);
        var asked = Batches(6).Condition(Some);
        Near(real, game.Score(state[1], game.Real(Some), asked));
        var made = game.Generate(state[0], new GeneratorInput(game.LatentVectors(Some, 6), asked));
        Near(generated, game.Score(state[1], made, asked));

        static void Near(Tensor expected, Tensor actual) => Assert.All(
            expected.ToDoubles().Zip(actual.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [TorchTheory]
    [InlineData("concatenation")]
    [InlineData("sentence-reader reading=recurrent size=4 augmentation=3|concatenation|matching-aware")]
    [InlineData("sentence-reader reading=recurrent size=2|concatenation player=generator|projection|matching-aware")]
    [InlineData("sentence-reader reading=characters size=2|concatenation")]
    public void Gradients_agree_with_finite_differences(string ways) =>
        Checks.Gradients(Game(ways, new GradientPenalty(0.7)), Some, 23);

    // Room behind a sentence is no word: the same sentences with more room give the same numbers.
    [TorchTheory]
    [InlineData("bag")]
    [InlineData("recurrent")]
    public void Padding_is_not_read(string reading)
    {
        var game = Game($"sentence-reader reading={reading} size=4|concatenation");
        var asked = Batches(6).Condition(Some);
        var wide = asked with
        {
            Values = Tensor.Concatenate([asked.Values, Tensor.Zeros([6, 3, 5], DType.Int64)], 2),
        };
        var (generator, latent) = (game.Start(1)[0], game.LatentVectors(Some, 6));
        Assert.All(
            game.Generate(generator, new(latent, asked)).ToDoubles().Zip(
                game.Generate(generator, new(latent, wide)).ToDoubles()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        var one = asked with { Values = asked.Values.Narrow(0, 2, 1) };
        Assert.All(
            game.Generate(generator, new(latent, asked)).Narrow(0, 2, 1).ToDoubles().Zip(
                game.Generate(generator, new(latent.Narrow(0, 2, 1), one)).ToDoubles()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    // StackGAN's code rectifies the log-variance, so that its deviation is 1 at least: with what it is for these
    // parameters the spread of what is drawn would be the larger one.
    [TorchFact]
    public void What_is_drawn_around_sentences_can_be_narrower_than_the_unit_normal_law()
    {
        var blueprint = new Blueprint
        {
            Told = new([3, 6], Words: 9),
            Reader = new(Size: 2, Augmentation: 4),
        };
        var drawn = blueprint.Sentences.Start(3).Vector;
        Tensor[] parameters = [.. blueprint.Parameters.Select(p => Tensor.Full(
            p.Shape, p.Name == "text.log-variance.bias" ? -6 : 0, DType.Float64))];
        var pass = new Pass(parameters, [], training: true, new(
            Tensor.Full([500, 3, 6], 1, DType.Int64), blueprint.Told!));
        var values = drawn(pass, Tensor.Zeros([500, 1])).ToDoubles();
        Assert.Equal(Math.Exp(-3), Math.Sqrt(values.Average(x => x * x)), 0.003);
        Assert.Equal((Math.Exp(-6) - 1 + 6) / 2, pass.Divergence.Item(), 1e-12);
    }

    [TorchFact]
    public void A_run_that_is_stopped_and_resumed_ends_in_the_same_bytes() =>
        Checks.Resumed(_folder, Text, Data, 13);

    // What makes nothing is as asked in nothing, and says so.
    [TorchFact]
    public void The_probe_compares_what_was_asked_with_what_is_seen()
    {
        using var at = Snapshot.AtStart(Configuration.Read(Text, "test"), Data, 1);
        var result = new ShapeAgreementProbe(40).Measure(at);
        Assert.Equal(
            ["agreement", "agreement/shape", "agreement/colour", "agreement/place"],
            result.Figures.Select(f => f.Name).Where(n => n.StartsWith("agreement", StringComparison.Ordinal)),
            StringComparer.Ordinal);
        Assert.InRange(result.Figures.Single(f => f.Name == "rejected").Value, 0.8, 1);
        Assert.InRange(result.Figures.Single(f => f.Name == "agreement").Value, 0, 0.1);
    }

    [TorchTheory]
    [InlineData("auxiliary-classifier", "auxiliary-classifier takes a class label, but these data give sentences")]
    [InlineData("sentence-reader reading=recurrent size=3", "size=3: expected an even number")]
    [InlineData("sentence-reader reading=characters size=3", "size=3: expected an even number")]
    public void Who_takes_no_sentences_is_refused_in_one_line(string way, string expected) => Assert.StartsWith(
        expected, Assert.Throws<SettingsException>(() => Game(way)).Message, StringComparison.Ordinal);

    [TorchFact]
    public void Data_without_sentences_are_refused_in_one_line()
    {
        var gan = new Gan(new Mlp(), new Mlp(), new NonSaturating(), [], 6) { Conditioning = [new SentenceReader()] };
        Assert.StartsWith(
            "sentence-reader: these data give no sentences",
            Assert.Throws<SettingsException>(() => gan.GeneratorPlayer([2])).Message,
            StringComparison.Ordinal);
    }

    private static IItems Captions() => new Captions(Items: 200, Size: 8).Open(Data, 1);

    private static Batches Batches(int size) => new(Captions(), 1, size, DType.Float64, "cpu");

    private static NeuralGame Game(string ways, params Regulariser[] regularisers)
    {
        var network = new Mlp(Latent: 2, Width: 3, Depth: 1, Slope: 0.2, Activation: Activation.Softplus);
        var gan = new Gan(network, network, new NonSaturating(), regularisers, 6)
        {
            Conditioning = [.. ways.Split('|').Select(Figures.Make<Conditioning>)],
        };
        return new(gan, Captions(), 1, DType.Float64);
    }
}
