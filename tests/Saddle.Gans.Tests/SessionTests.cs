using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// One training step, whoever takes it: a run with a folder, a snapshot that goes on, a GAN that is watched.
/// </summary>
public sealed class SessionTests : IDisposable
{
    private const double Decay = 0.5;

    private const string Points = """
        data: ring
        network: {name: mlp, latent: 2, width: 12, depth: 1, slope: 0.2}
        rule: {name: adam, order: d-first, eta: 0.01, beta1: 0.5}
        batch: 8
        threads: 1
        metric-samples: 16
        """;

    // Batch normalisation and spectral normalisation: buffers of both players move with the updates.
    private const string Images = """
        data: {name: shapes, size: 16, grey: true}
        generator: {name: dcgan, latent: 4, width: 2}
        discriminator: {name: dcgan, latent: 4, width: 2, norm: none}
        regularisers: [spectral-normalisation]
        rule: {name: extragradient, eta: 0.01}
        batch: 4
        threads: 1
        metric-samples: 16
        """;

    private static readonly DataFolder Data = new(".");

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-session").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchFact]
    public void The_running_average_moves_with_every_update_of_a_snapshot()
    {
        using var at = Snapshot.AtStart(Read(Points, "ema: 0.5"), Data, 1);
        var average = at.Players[0].ToDoubles();
        for (var i = 0; i < 50; i++)
        {
            at.Train(1);
            average = [.. average.Zip(at.Players[0].ToDoubles(), (a, p) => (Decay * a) + ((1 - Decay) * p))];
        }

        Assert.All(average.Zip(at.Generator.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.NotEqual(at.Players[0].ToDoubles(), at.Generator.ToDoubles());
    }

    [TorchFact]
    public void Without_a_decay_samples_are_drawn_from_the_player_itself()
    {
        using var at = Snapshot.AtStart(Read(Points), Data, 1);
        at.Train(3);
        Assert.True(at.Generator.Is(at.Players[0]));
    }

    [TorchTheory]
    [InlineData(Points)]
    [InlineData(Images)]
    public void A_snapshot_that_trains_is_the_run_to_the_byte(string yaml)
    {
        var run = Train(Read(yaml, "ema: 0.9", "steps: 12", "checkpoint-every: 5"));
        using var at = Snapshot.AtStart(run.Configuration, Data, 1);
        at.Train(5);
        at.Train(7);
        using var end = Snapshot.Open(run, Data, "last", 1);
        Assert.Equal(12, end.Step);
        Same(end, at);
    }

    [TorchTheory]
    [InlineData(Points)]
    [InlineData(Images)]
    public void A_snapshot_of_a_checkpoint_goes_on_as_the_run_does(string yaml)
    {
        var run = Train(Read(yaml, "ema: 0.9", "steps: 12", "checkpoint-every: 5"));
        using var middle = Snapshot.Open(run, Data, run.Checkpoint(10), 1);
        middle.Train(2);
        using var end = Snapshot.Open(run, Data, "last", 1);
        Same(end, middle);
    }

    [TorchFact]
    public void A_run_that_is_resumed_ends_as_one_that_was_not_stopped()
    {
        var whole = Train(Read(Points, "ema: 0.9", "steps: 9"));
        var stopped = Train(Read(Points, "ema: 0.9", "steps: 4"));
        var longer = stopped.ReadConfiguration(new KeyValuePair<string, string>("steps", "9"));
        new Trainer(stopped, longer, Data, TimeProvider.System).Run(null, default);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.LastCheckpoint()!));
    }

    [TorchFact]
    public void A_GAN_that_is_watched_has_the_networks_of_the_run()
    {
        var configuration = Read(Points);
        using var at = Snapshot.AtStart(configuration, Data, 1);
        at.Train(6);
        using var items = configuration.Items(Data);
        using var live = new LiveTraining(configuration.Gan, items, configuration.Rule, 1);
        for (var i = 0; i < 6; i++)
        {
            live.Advance();
        }

        var seen = live.Look(samples: 5, reach: 2, side: 3, lines: 0);
        var latent = at.Game.Latent(StreamName.Looking.Key(1), 5);
        Assert.Equal(at.Step, seen.Step);
        Assert.Equal(at.Game.Generate(at.Players[0], latent).ToDoubles(), seen.Samples);
        // scored in a batch of another size, which some processors sum in another order
        Assert.All(Corners(at).Zip(Corners(seen)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [TorchFact]
    public void Another_rule_takes_over_players_average_and_step_and_begins_its_memory_there()
    {
        using var at = Snapshot.AtStart(Read(Points, "ema: 0.5"), Data, 1);
        at.Train(4);
        using var other = at.Under(new Averaging { EtaG = 0.01, EtaD = 0.01 }, Data);
        Assert.Equal(4, other.Step);
        Assert.Equal(at.Players[0].ToDoubles(), other.Players[0].ToDoubles());
        Assert.Equal(at.Players[1].ToDoubles(), other.Players[1].ToDoubles());
        Assert.Equal(at.Generator.ToDoubles(), other.Generator.ToDoubles());

        // Averaging remembers where its plain steps are: here, not where training once began.
        Assert.Equal(at.Players[0].ToDoubles(), other.Memory[0].ToDoubles());
        other.Train(1);
        Assert.NotEqual(at.Players[0].ToDoubles(), other.Players[0].ToDoubles());
    }

    [TorchFact]
    public void A_rule_that_cannot_drive_a_network_leaves_no_scope_open()
    {
        using var items = new Ring().Open(Data, 1);
        using var outer = new TensorScope(); // which refuses to be closed while another one is open within it
        Assert.Throws<NotSupportedException>(() => new Session(Game(items), new Implicit(), 1, Decay));
    }

    [TorchFact]
    public void The_generators_coordinate_comes_first()
    {
        using var at = Snapshot.AtStart(Read(Points), Data, 1);
        Assert.Equal(at.Game.Network(Player.Generator).Blueprint.Size, at.Players[(int)Player.Generator].Count);
        Assert.Equal(at.Game.Network(Player.Discriminator).Blueprint.Size, at.Players[(int)Player.Discriminator].Count);
        Assert.NotEqual(at.Players[0].Count, at.Players[1].Count);
    }

    private static Configuration Read(string yaml, params string[] more) =>
        Configuration.Read(string.Join('\n', [yaml, .. more]), "test");

    private static NeuralGame Game(IItems items)
    {
        var network = new Mlp(Latent: 2, Width: 6, Depth: 1, Slope: 0.2);
        return new(new Gan(network, network, new NonSaturating(), [], 8), items, 1);
    }

    private RunFolder Train(Configuration configuration)
    {
        var run = RunFolder.Create(Path.Combine(_folder, Guid.NewGuid().ToString("N")), configuration);
        var state = new Trainer(run, configuration, Data, TimeProvider.System).Run(null, default);
        Assert.Equal("finished", state.Status);
        return run;
    }

    private static void Same(Snapshot expected, Snapshot actual)
    {
        Assert.Equal(expected.Step, actual.Step);
        Assert.Equal(Numbers(expected), Numbers(actual));
    }

    private static double[][] Numbers(Snapshot at) =>
    [
        .. at.Players.ToArray().Select(p => p.ToDoubles()),
        .. at.Memory.ToArray().Select(m => m.ToDoubles()),
        at.Generator.ToDoubles(),
        .. at.Game.Network(Player.Generator).Buffers.Select(b => b.ToDoubles()),
        .. at.Game.Network(Player.Discriminator).Buffers.Select(b => b.ToDoubles()),
    ];

    private static double[] Corners(LivePicture seen) =>
        [seen.Scores[0], seen.Scores[2], seen.Scores[6], seen.Scores[8]];

    private static double[] Corners(Snapshot at)
    {
        using var scope = new TensorScope();
        var corners = Tensor.From<float>([-2, -2, 2, -2, -2, 2, 2, 2], [4, 2]);
        return at.Game.Score(at.Players[1], corners).ToDoubles();
    }
}
