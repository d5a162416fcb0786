using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Tests.States;
using Saddle.Gans.Training;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Networks of other programs as players: what code does in public, understood or told in one line.</summary>
public sealed class ForeignNetworkTests : IDisposable
{
    private static readonly Mlp Ours = new(Latent: 2, Width: 4, Depth: 1);
    private static readonly DataFolder Data = DataFolder.FromEnvironment();

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchFact]
    public void Samples_that_are_scored_together_ask_for_batches_in_multiples()
    {
        var player = Judge("packed");
        Assert.Equal((10, 10), (player.Blueprint.Packed, player.Blueprint.BatchUnit));
        var message = Assert.Throws<SettingsException>(() => Game("packed", batch: 64)).Message;
        Assert.Equal("batch is 64, but the discriminator takes multiples of 10 alone", message);
        Assert.Equal([3, 1], Scores("packed", 30).Shape);
    }

    [TorchFact]
    public void Groups_of_four_are_found_by_a_trial_and_mix_the_batch()
    {
        var blueprint = Judge("deviation").Blueprint;
        Assert.Equal((4, true), (blueprint.BatchUnit, blueprint.MixesBatch));
        var refused = Assert.Throws<SettingsException>(
            () => Game("deviation", regulariser: new GradientPenalty())).Message;
        Assert.Contains("every score depend on all samples", refused, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_score_of_the_whole_batch_trains_but_not_where_each_sample_s_own_is_asked_for()
    {
        Assert.True(Judge("mean").Blueprint.ScoresBatch);
        Assert.Equal([1, 1], Scores("mean", 6).Shape);
        var game = Game("mean", objective: new Wasserstein());
        var state = game.Start(1);
        var gradient = new Tensor[1];
        game.Gradient(Player.Generator, Player.Generator, state, gradient, StreamName.Training.Key(1, 0));
        Assert.True(gradient[0].Norm() > 0);
        Regulariser[] all = [new R1(), new R2(), new GradientPenalty(), new Dragan()];
        foreach (var regulariser in all)
        {
            var why = Assert.Throws<SettingsException>(() => Game("mean", regulariser: regulariser)).Message;
            Assert.Contains("asks for each sample's own score", why, StringComparison.Ordinal);
        }

        Assert.Throws<SettingsException>(() => Game("mean", objective: new Relativistic()));
    }

    [TorchFact]
    public void Scores_of_parts_are_a_row_for_each_sample()
    {
        Assert.Equal([6, 5], Scores("parts", 6).Shape);
        Assert.False(Judge("parts").Blueprint.MixesBatch);
        Assert.NotNull(Game("parts", regulariser: new GradientPenalty()));
    }

    [TorchFact]
    public void A_probability_s_logit_is_the_score_and_pictures_are_flattened_where_it_wants_them_so()
    {
        int[] item = [3, 2, 2];
        var network = new TorchScriptNetwork { File = At("chance") };
        var player = PlayerOf(network with { Output = ScoreForm.Probability }, item);
        var x = new RandomTensors(StreamName.Looking.Key(1, 0), Purpose.Item, DType.Float32, "cpu").Normal(5, 3, 2, 2);
        var chance = player.Score(network, x).ToDoubles();
        var logit = player.Score(network with { Output = ScoreForm.Probability }, x).ToDoubles();
        Assert.All(chance.Zip(logit), pair =>
            Assert.Equal(Math.Log(pair.First / (1 - pair.First)), pair.Second, 1e-5));
    }

    [TorchFact]
    public void Noise_a_label_and_a_code_are_given_apart()
    {
        var network = new TorchScriptNetwork
        {
            File = At("code"),
            LatentShape = "8+2",
            Labels = LabelForm.OneHot,
            Classes = 4,
        };
        Assert.Equal(10, network.Latent);
        using var items = new Ring(Modes: 4).Open(Data, 1);
        var game = new NeuralGame(new(network, Ours, new NonSaturating(), [], 16), items, 1);
        var state = game.Start(1);
        var input = game.Latent(StreamName.Looking.Key(1, 0), 6);
        Assert.Equal([6], input.Condition!.Values.Shape);
        var made = game.Generate(state[0], input);
        Assert.Equal([6, 2], made.Shape);
        var first = new Condition(Tensor.Zeros([6], DType.Int64), ConditionForm.Label(4));
        var other = game.Generate(state[0], input with { Condition = first });
        Assert.NotEqual(made.ToDoubles(), other.ToDoubles());
        Assert.Contains(
            "what belongs there is not known",
            Assert.Throws<SettingsException>(() => Maker(network with { LatentShape = "8" })).Message,
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void The_width_of_a_one_hot_label_is_as_many_classes_as_the_data_have()
    {
        var configuration = Configuration.Read(
            $"generator: {{name: torchscript, file: \"{At("code")}\", latent-shape: \"8+2\", labels: one-hot}}\n"
            + "discriminator: mlp\ndata: {name: ring, modes: 4}\nobjective: non-saturating\nrule: adam",
            "test");
        using var items = configuration.Items(Data);
        var game = configuration.Game(items);
        Assert.Equal([6, 2], game.Generate(game.Start(1)[0], game.Latent(StreamName.Looking.Key(1, 0), 6)).Shape);
    }

    [TorchFact]
    public void A_label_is_the_real_sample_s_own_and_data_without_classes_are_refused()
    {
        var network = new TorchScriptNetwork
        {
            File = At("code"),
            LatentShape = "8+2",
            Labels = LabelForm.OneHot,
            Classes = 4,
        };
        using var items = new Ring(Modes: 4, Sd: 0).Open(Data, 1);
        var labelled = Assert.IsAssignableFrom<ILabelled>(items);
        var centres = Assert.IsAssignableFrom<IModes>(items).Centres;
        var batches = new Batches(items, 1, 20, DType.Float64, "cpu");
        var key = StreamName.Training.Key(1, 3);
        var points = batches.Read(key).ToDoubles();
        var labels = batches.Condition(key).Values.ToArray<long>();
        Assert.Equal(4, labelled.Classes.Count);
        Assert.All(labels.Index(), entry =>
        {
            var centre = centres[(int)entry.Item];
            Assert.Equal(centre[0], points[2 * entry.Index], 1e-6);
            Assert.Equal(centre[1], points[(2 * entry.Index) + 1], 1e-6);
        });
        using var plain = new SwissRoll().Open(Data, 1);
        var message = Assert.Throws<SettingsException>(
            () => new NeuralGame(new(network, Ours, new NonSaturating(), [], 16), plain, 1)).Message;
        Assert.StartsWith(
            "the generator takes a class label, but the data have no classes", message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void What_cannot_be_run_is_told_in_one_line()
    {
        Told("it was made on a GPU", () => Judge("ondevice"));
        Told("'part'", () => Judge("word"));
        Told("latent-shape", () => Maker(new TorchScriptNetwork { File = At("code") }));
        Told("file is missing", () => Maker(new ExportedNetwork()));
        using var none = new NoData("3x2x2", 7).Open(Data, 1);
        Assert.Equal([3, 2, 2], none.Shape);
        Assert.Throws<DataException>(() => none.Read(0, new float[12]));
        Assert.Throws<SettingsException>(() => new NoData("3x0").Shape);
    }

    private static void Told(string part, Action refused) =>
        Assert.Contains(part, Assert.Throws<SettingsException>(refused).Message, StringComparison.Ordinal);

    private static string At(string name) => StateFiles.At("networks/torchscript/habits", $"{name}.pt");

    private static PlayerNetwork Judge(string name) => PlayerOf(new TorchScriptNetwork
    {
        File = At(name),
    }, [2]).Network;

    private static void Maker(ForeignNetwork network) => _ = network.Generator(new(), [2]);

    private static (PlayerNetwork Network, Func<ForeignNetwork, Tensor, Tensor> Score) PlayerOf(
        ForeignNetwork network, int[] item)
    {
        return (Made(network), Score);

        Tensor Score(ForeignNetwork other, Tensor x)
        {
            var player = Made(other);
            var flat = player.Start(1, 1, DType.Float32, "cpu");
            using var recording = Autograd.NoGradient();
            return player.Layer(new(player.Unflatten(flat, false), player.Buffers, training: false), x);
        }

        PlayerNetwork Made(ForeignNetwork from)
        {
            var blueprint = new Blueprint();
            return new(blueprint, from.Discriminator(blueprint, item));
        }
    }

    private static Tensor Scores(string name, long count) => PlayerOf(new TorchScriptNetwork { File = At(name) }, [2])
        .Score(new TorchScriptNetwork { File = At(name) }, Tensor.Full([count, 2], 0.5));

    private static NeuralGame Game(
        string name, int batch = 20, Objective? objective = null, Regulariser? regulariser = null) => new(
        new(
            Ours,
            new TorchScriptNetwork { File = At(name) },
            objective ?? new NonSaturating(),
            regulariser is null ? [] : [regulariser],
            batch),
        new Ring().Open(Data, 1),
        1);
}
