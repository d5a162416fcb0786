using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Text to image: what PyTorch's figures (PeerTests) do not say.</summary>
public sealed class TextNetworkTests : IDisposable
{
    private static readonly SampleKey Some = new(2, 0, 3, 0);
    private static readonly DataFolder Data = new(".");

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-text").FullName;
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // In AttnGAN's and DM-GAN's code scores lie caption by caption and the mask place by place, so that another
    // caption's length hides an item's words: there this fails.
    [TorchTheory]
    [InlineData("text width=4 latent=2 stages=1 refinement=memory")]
    [InlineData("text width=4 latent=2 stages=1 refinement=attention")]
    [InlineData("text width=4 latent=2 stages=2 refinement=memory order=by-stages")]
    public void Another_captions_length_hides_no_word(string network)
    {
        var game = Game(network);
        var asked = Batches(6).Condition(Some);
        var tokens = asked.Values.ToArray<long>();
        for (var i = 18; i < tokens.Length; i++)
        {
            tokens[i] = i % 6 == 0 ? tokens[i] : 0; // the other captions' sentences of one word
        }

        var others = asked with { Values = Tensor.From<long>(tokens, [6, 3, 6]) };
        var (generator, latent) = (game.Start(1)[0], game.LatentVectors(Some, 6));
        var before = game.Generate(generator, new(latent, asked));
        var after = game.Generate(generator, new(latent, others));
        Near(before.Narrow(0, 0, 1), after.Narrow(0, 0, 1));
        Assert.NotEqual(before.Narrow(0, 1, 5).ToDoubles(), after.Narrow(0, 1, 5).ToDoubles());
    }

    // A wrong caption is no reason to take the image alone for generated: with it in, the loss is another one.
    [TorchFact]
    public void What_scores_an_image_alone_is_told_no_wrong_sentence()
    {
        var game = Game("text width=4 latent=2 stages=1", new MatchingAware());
        var state = game.Start(1);
        var (batches, own) = (Batches(6), Batches(6).Condition(Some));
        var random = new RandomTensors(Some, Scalars.Purpose.WrongCondition, DType.Float64, "cpu");
        var wrong = batches.Wrong(own, WrongPair.Other, random);
        double[] real = Scores(game.Real(Some), own), paired = Scores(game.Real(Some), wrong);
        var (r, g) = game.Scores(state, Some);
        Near(r, Tensor.From<double>(real, [6, 2]));
        var generated = g.ToDoubles();
        var fake = generated.Concat(paired.Where((_, i) => i % 2 == 1));
        var expected = real.Average(x => Softplus(-x)) + fake.Average(Softplus);
        Assert.Equal(expected, game.Loss(Player.Discriminator, state, Some).Item(), 1e-10);
        var defective = real.Average(x => Softplus(-x)) + generated.Concat(paired).Average(Softplus);
        Assert.True(Math.Abs(defective - expected) > 1e-5);

        double[] Scores(Tensor samples, Condition told) => game.Score(state[1], samples, told).ToDoubles();

        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
    }

    // What has no mean over 2 x 2 pixels is seen by the judge of the largest image alone.
    [TorchFact]
    public void Every_stage_s_image_has_a_judge_of_its_own()
    {
        var game = Game("text width=4 latent=2 stages=2 every-stage=true");
        var (state, own, real) = (game.Start(1), Batches(6).Condition(Some), game.Real(Some));
        var check = Tensor.From<double>(
            [.. Enumerable.Range(0, 256).Select(i => 0.1 * (1 - (2 * ((i + (i / 16)) % 2))))], [1, 1, 16, 16]);
        double[] before = Row(real), after = Row(real + check);
        Assert.Equal(6, before.Length); // three alone, three with the sentences
        Assert.All([0, 3], i => Assert.True(Math.Abs(before[i] - after[i]) > 1e-6));
        Assert.All([1, 2, 4, 5], i => Assert.Equal(before[i], after[i], 1e-12));

        var asked = new GeneratorInput(game.LatentVectors(Some, 6), own);
        Assert.Equal([6, 3, 16, 16], game.Generate(state[0], asked).Shape);

        double[] Row(Tensor images) => game.Score(state[1], images, own).Narrow(0, 0, 1).ToDoubles();
    }

    [TorchFact]
    public void Images_of_every_side_come_back_from_one_tensor()
    {
        var images = Tensor.From<double>([.. Enumerable.Range(0, 128).Select(i => Math.Sin(i))], [2, 1, 8, 8]);
        var joined = Pyramid.Of(images, 3);
        Assert.Equal([2, 3, 8, 8], joined.Shape);
        Assert.Equal(images.ToDoubles(), Pyramid.Level(joined, 1, 0).ToDoubles());
        Near(Layers.AveragePool(images, 2, 2), Pyramid.Level(joined, 1, 1));
        Near(Layers.AveragePool(images, 4, 4), Pyramid.Level(joined, 1, 2));
    }

    [TorchFact]
    public void A_run_with_every_stage_s_image_is_trained_sampled_and_resumed()
    {
        Checks.Resumed(
            _folder,
            """
            data: {name: captions, size: 8, items: 200}
            network: {name: text, width: 4, latent: 2, stages: 1, every-stage: true}
            conditioning: [{name: sentence-reader, size: 4}, matching-aware]
            objective: non-saturating
            rule: {name: adam, eta: 0.001, order: d-first}
            regularisers: [{name: r1, gamma: 0.1, every: 2}, {name: mode-seeking, weight: 0.1}]
            batch: 6
            steps: 20
            """,
            Data,
            13);
    }

    [TorchFact]
    public void A_generator_of_every_stage_s_image_needs_a_judge_of_each()
    {
        var (every, last) = (
            Figures.Make<Network>("text stages=1 every-stage=true"), Figures.Make<Network>("text stages=1"));
        var gan = new Gan(every, last, new NonSaturating(), [], 6) { Conditioning = [new SentenceReader()] };
        Assert.StartsWith(
            "the generator makes an item at 2 sides and the discriminator scores it at 1; expected every-stage",
            Assert.Throws<SettingsException>(() => new NeuralGame(gan, Captions(16), 1)).Message,
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_sentence_that_is_not_there_is_read_as_nothing()
    {
        var game = Game("text width=4 latent=2 stages=2 refinement=memory order=by-stages");
        var asked = Batches(2).Condition(Some);
        var first = asked with
        {
            Values = Tensor.Concatenate([asked.Values.Narrow(1, 0, 1), Tensor.Zeros([2, 2, 6], DType.Int64)], 1),
        };
        Assert.True(game.Generate(game.Start(1)[0], new(game.LatentVectors(Some, 2), first)).IsFinite());
    }

    [TorchTheory]
    [InlineData("text", 8, "text with stages=2 is for square images with a side of 16, 32, 64 ..., but")]
    [InlineData("text stages=1", 12, "text with stages=1 is for square images with a side of 8, 16, 32 ..., but")]
    [InlineData("text stages=1 order=by-stages", 16, "text: 3 sentences are read one by one in 2 stages behind")]
    public void What_does_not_fit_is_refused_in_one_line(string network, int side, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() => Game(network, side: side));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Data_without_sentences_are_refused_in_one_line() => Assert.StartsWith(
        "this network reads sentences, and the data give none",
        Assert.Throws<SettingsException>(() => new TextNetwork().Generator(new Blueprint(), [3, 16, 16])).Message,
        StringComparison.Ordinal);

    private static void Near(Tensor expected, Tensor actual) => Assert.All(
        expected.ToDoubles().Zip(actual.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

    private static IItems Captions(int side) => new Captions(Items: 200, Size: side).Open(Data, 1);

    private static Batches Batches(int size) => new(Captions(16), 1, size, DType.Float64, "cpu");

    private static NeuralGame Game(string network, Conditioning? way = null, int side = 16)
    {
        var text = Figures.Make<Network>(network);
        var gan = new Gan(text, text, new NonSaturating(), [], 6)
        {
            Conditioning = [new SentenceReader(WordReading.Recurrent, 4), .. way is null ? [] : (Conditioning[])[way]],
        };
        return new(gan, Captions(side), 1, DType.Float64);
    }
}
