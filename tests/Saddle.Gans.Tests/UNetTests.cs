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

/// <summary>Image to image: what PyTorch's figures (PeerTests) do not say.</summary>
public sealed class UNetTests : IDisposable
{
    private const string Text = """
        data: {name: colour-scenes, size: 8, items: 200}
        network: {name: u-net, width: 2, dropout: 0.5, latent: 2, patch: 16}
        conditioning: concatenation
        regularisers: [{name: paired-error, weight: 10}]
        rule: {name: adam, eta: 0.002, beta1: 0.5}
        stages: [{name: pretraining, steps: 12, rule: "adam:eta=0.01"}]
        batch: 8
        steps: 30
        checkpoint-every: 4
        log-every: 5
        ema: 0.9
        """;

    private static readonly SampleKey Some = new(2, 0, 3, 0);
    private static readonly DataFolder Data = new(".");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-u-net").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TorchTheory]
    [InlineData(16)]
    [InlineData(34)]
    [InlineData(70)]
    [InlineData(142)]
    public void A_score_sees_as_many_pixels_as_it_says(int patch)
    {
        var blueprint = new Blueprint();
        var layer = new UNet(Width: 1, Norm: Normalisation.None, Patch: patch)
            .Discriminator(blueprint, [1, 320, 320]);
        Tensor[] parameters = [.. blueprint.Parameters.Select(p => Tensor.Full(p.Shape, 0.1))];
        var image = Tensor.Full([1, 1, 320, 320], 1).AsLeaf();
        var scores = layer(new(parameters, [], training: true), image);
        var side = (long)Math.Sqrt(scores.Shape[1]);
        Assert.Equal(side * side, scores.Shape[1]);
        var middle = scores.Narrow(1, ((side / 2) * side) + (side / 2), 1).Sum();
        var seen = Autograd.Gradient(middle, [image])[0].ToDoubles();
        Assert.Equal(patch, Enumerable.Range(0, 320).Count(row => seen.AsSpan(row * 320, 320).ContainsAnyExcept(0.0)));
    }

    // The loss of the mean score is not the mean of the losses: the defective form gives the other number.
    [TorchFact]
    public void The_loss_of_patches_is_the_mean_of_their_losses()
    {
        double[] real = [0.3, -2, 5, 0.1], generated = [-1, 3, 0.5, -4];
        var (r, g) = (Tensor.From<double>(real, [2, 2]), Tensor.From<double>(generated, [2, 2]));
        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        var expected = real.Average(x => Softplus(-x)) + generated.Average(Softplus);
        Assert.Equal(expected, new NonSaturating().Discriminator(r, g).Item(), 1e-12);
        var defective = new NonSaturating().Discriminator(r.Mean([1]), g.Mean([1])).Item();
        Assert.True(Math.Abs(defective - expected) > 0.3);
    }

    [TorchTheory]
    [InlineData("u-net", 9, "u-net is for images whose rows and columns are multiples of 2")]
    [InlineData("u-net depth=3", 12, "u-net is for images whose rows and columns are multiples of 8 (depth 3)")]
    [InlineData("u-net patch=70", 16, "u-net with patch=70 is for images of 24 rows and columns or more")]
    public void Sides_that_do_not_fit_are_refused_in_one_line(string network, int side, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() => Game(network, side));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($", {side}, {side}]", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u-net patch=64", "patch=64: expected 16, 34, 70, 142")]
    [InlineData("u-net fit=pad", "fit=pad: expected depth too")]
    public void Settings_that_make_no_sense_are_refused(string network, string expected) => Assert.StartsWith(
        expected,
        Assert.Throws<SettingsException>(() => Figures.Make<Network>(network)).Message,
        StringComparison.Ordinal);

    [TorchFact]
    public void Sides_that_do_not_fit_are_padded_and_cropped_where_it_is_asked_for()
    {
        var game = Game("u-net width=2 depth=3 fit=pad patch=16", 10);
        Assert.Equal([4, 2, 10, 10], game.Generate(game.Start(1)[0], game.Latent(Some, 4)).Shape);
    }

    // Any size when sampling: what the network was built for only decides its depth.
    [TorchFact]
    public void A_picture_of_another_size_can_be_given()
    {
        var game = Game("u-net width=2 latent=2 patch=16", 8);
        var given = new Condition(Tensor.Full([1, 1, 21, 13], 0.2), new([1, 21, 13]));
        var input = game.Latent(Some, 1) with { Condition = given };
        Assert.Equal([1, 2, 21, 13], game.Generate(game.Start(1)[0], input).Shape);
    }

    // Dropout is noise in samples, too: another key, another draw; the same key, the same one.
    [TorchFact]
    public void Dropout_draws_and_draws_the_same_again()
    {
        var game = Game("u-net width=2 dropout=0.5 patch=16", 8);
        var generator = game.Start(1)[0];
        var (one, two) = (game.Latent(Some, 3, (_, _) => 0), game.Latent(Some with { Step = 4 }, 3, (_, _) => 0));
        Assert.Equal(0, one.Latent.Shape[1]);
        Assert.Equal(game.Generate(generator, one).ToDoubles(), game.Generate(generator, one).ToDoubles());
        Assert.NotEqual(game.Generate(generator, one).ToDoubles(), game.Generate(generator, two).ToDoubles());
        var still = Game("u-net width=2 dropout=0 patch=16", 8);
        generator = still.Start(1)[0];
        Assert.Equal(still.Generate(generator, one).ToDoubles(), still.Generate(generator, two).ToDoubles());
    }

    [TorchFact]
    public void What_is_kept_is_made_larger_in_turn()
    {
        var kept = new RandomTensors(Some, Scalars.Purpose.Inside, DType.Float64, "cpu").Kept(0.7, 40_000).ToDoubles();
        Assert.All(kept, v => Assert.Contains(v, new[] { 0, 1 / 0.7 }));
        Assert.Equal(1, kept.Average(), 0.014); // four standard deviations
    }

    // A batch of one: a 1x1 bottleneck that was normalised would be all zeros, and the image would not pass.
    [TorchFact]
    public void The_innermost_level_is_not_normalised()
    {
        var game = Game("u-net width=2 dropout=0 patch=16", 8, batch: 1);
        var names = game.Network(Player.Generator).Blueprint.Parameters.Select(p => p.Name).ToList();
        Assert.DoesNotContain("down.2.norm.weight", names, StringComparer.Ordinal);
        Assert.Contains("down.1.norm.weight", names, StringComparer.Ordinal);
        Assert.True(double.IsFinite(game.Loss(Player.Generator, game.Start(1), Some).Item()));
        var norm = new Blueprint().InstanceNorm("norm", 2);
        Assert.Throws<SettingsException>(() => norm(
            new([Tensor.Full([2], 1), Tensor.Full([2], 0)], [], training: true), Tensor.Full([1, 2, 1, 1], 3)));
    }

    [TorchTheory]
    [InlineData("data: ring\nnetwork: u-net", "u-net makes an image of an image, but these data give none")]
    [InlineData("data: ring\nnetwork: mlp\nregularisers: paired-error", "paired-error needs a real sample of what")]
    [InlineData(
        "data: {name: captions, size: 16}\nnetwork: dcgan\nregularisers: paired-error",
        "paired-error holds a sample against the real one of the same condition, but the generator reads none")]
    [InlineData(
        "data: colour-scenes\nnetwork: {name: u-net, patch: 16}\nregularisers: mode-regularisation",
        "u-net has no encoder")]
    public void Who_needs_pairs_says_so(string text, string expected)
    {
        var configuration = Configuration.Read($"{text}\nrule: adam", "test");
        using var items = configuration.Items(Data);
        Assert.StartsWith(
            expected,
            Assert.Throws<SettingsException>(() => configuration.Game(items)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pretraining_without_anything_to_descend_is_refused() => Assert.Contains(
        "stages: pretraining descends what regularisers add, and there are none",
        Assert.Throws<SettingsException>(
            () => Configuration.Read("data: ring\nnetwork: mlp\nrule: adam\nstages: pretraining", "test")).Message,
        StringComparison.Ordinal);

    [TorchFact]
    public void In_pretraining_the_generator_alone_moves_and_by_the_distance_alone()
    {
        var configuration = Configuration.Read(Text, "test");
        using var items = configuration.Items(Data);
        using var session = new Session(configuration.Game(items), configuration.StagesOn(items), 1, 0);
        var before = session.Players[1].ToDoubles();
        var first = session.Diagnose();
        session.Advance(12);
        Assert.Equal(before, session.Players[1].ToDoubles());
        Assert.Equal(0, first.Single(f => f.Name == "loss/discriminator").Value);
        var generated = first.Single(f => f.Name == "loss/generator").Value;
        Assert.InRange(generated, 0.1, 10); // ten times a mean distance, and nothing else
        Assert.Equal("adam", Catalog<Rules.Rule>.EntryOf(session.Rule).Name);
        Assert.Equal(0.002, session.Rule.EtaG.At(0));
        session.Advance(1);
        Assert.NotEqual(before, session.Players[1].ToDoubles());
    }

    [TorchTheory]
    [InlineData(7)] // within pretraining
    [InlineData(12)] // at its very end
    [InlineData(17)]
    public void A_run_in_stages_that_is_stopped_and_resumed_ends_in_the_same_bytes(int at)
    {
        var whole = RunFolder.Create(Path.Combine(_folder, "whole"), Configuration.Read(Text, "test"));
        Trained(whole);
        var part = RunFolder.Create(Path.Combine(_folder, "part"), Configuration.Read(Text, "test"));
        using var stop = new CancellationTokenSource();
        var state = new Trainer(part, part.Configuration, Data, TimeProvider.System)
            .Run(new Watch(step => { if (step == at) { stop.Cancel(); } }), stop.Token);
        Assert.Equal("interrupted", state.Status);
        Trained(RunFolder.Open(part.Path));
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint(30)), File.ReadAllBytes(part.Checkpoint(30)));
    }

    // Running statistics when sampling: with those of the batch that is tested, a picture's colours would be its
    // neighbours' doing.
    [TorchFact]
    public void A_picture_is_painted_the_same_whoever_is_beside_it()
    {
        var game = Game("u-net width=2 dropout=0 patch=16", 8);
        var state = game.Start(1);
        game.Gradient(Player.Generator, Player.Generator, state, new Tensor[1], Some);
        var four = game.Latent(Some, 4, (i, _) => i);
        var alone = game.Latent(Some, 1, (_, _) => 0);
        var beside = game.Generate(state[0], four).ToDoubles();
        Assert.Equal(game.Generate(state[0], alone).ToDoubles(), beside[..128], new Near(1e-12));

        var network = game.Network(Player.Generator);
        double[] Tested(GeneratorInput input) => network.Layer(
            new(network.Unflatten(state[0], false), network.Buffers, training: true, input.Condition),
            input.Latent).ToDoubles()[..128];
        Assert.NotEqual(Tested(alone), Tested(four), new Near(1e-6));
    }

    // Untrained, it paints something; without noise both draws of a picture are the same.
    [TorchTheory]
    [InlineData("0", 0)]
    [InlineData("0.5", 1e-6)]
    public void The_probe_says_what_colours_are_painted_beside_the_baselines(string dropout, double least)
    {
        var text = Text.Replace("dropout: 0.5, latent: 2", $"dropout: {dropout}, latent: 0", StringComparison.Ordinal);
        using var at = Snapshot.AtStart(Configuration.Read(text, "test"), Data, 1);
        var read = new ColoursProbe(Samples: 40, Learnt: 100).Measure(at);
        Assert.True(least == 0 ? read["draws-apart"] == 0 : read["draws-apart"] > least);
        Assert.InRange(read["colour-error/honest-draw"] / read["colour-error/grey"], 1.05, 1.5);
        Assert.InRange(read["hue-entropy/honest-draw"], 0.85, 1);
        Assert.InRange(read["hue-entropy/true"], 0.85, 1);
        Assert.InRange(read["clipped"], 0, 1);
        using var ring = Snapshot.AtStart(
            Configuration.Read("data: ring\nnetwork: mlp\nrule: adam", "test"), Data, 1);
        Assert.StartsWith("the data are not pairs", new ColoursProbe().WhyNot(ring), StringComparison.Ordinal);
    }

    private static NeuralGame Game(string network, int side, int batch = 4)
    {
        var made = Figures.Make<Network>(network);
        var gan = new Gan(made, made, new NonSaturating(), [new PairedError(2)], batch)
        {
            Conditioning = [new Concatenation()],
        };
        return new(gan, new ColourScenes(Items: 50, Size: side).Open(Data, 1), 1, DType.Float64);
    }

    private static void Trained(RunFolder run) => Assert.Equal(
        "finished", new Trainer(run, run.Configuration, Data, TimeProvider.System).Run(null, default).Status);

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }

    private sealed class Watch(Action<long> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen(value.Step);
    }
}
