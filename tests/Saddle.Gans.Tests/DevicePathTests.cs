using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>What training on a device needs, as far as it can be tried on the processor.</summary>
public sealed class DevicePathTests : IDisposable
{
    private const string Images = """
        data: {name: shapes, size: 16}
        network: {name: dcgan, latent: 4, width: 4}
        rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}
        batch: 8
        threads: 1
        metric-samples: 16
        """;

    private static readonly DataFolder Data = new(".");

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-device").FullName;

    public static TheoryData<string, string> Updates
    {
        get
        {
            string[] games =
            [
                "data: ring\nnetwork: {name: mlp, width: 8}\nregularisers: [r1, r2]",
                "data: ring\nnetwork: {name: mlp, width: 8}\nregularisers: [mode-regularisation]",
                "data: ring\nnetwork: {name: mlp, width: 8}\nobjective: relativistic\nregularisers: [instance-noise]",
                "data: {name: ring, modes: 4}\nnetwork: {name: mlp, width: 8}\n"
                    + "conditioning: [concatenation, matching-aware]",
                "data: {name: shapes, size: 16}\nnetwork: {name: dcgan, latent: 4, width: 2}",
                "data: {name: shapes, size: 16}\nnetwork: {name: dcgan, latent: 4, width: 2, norm: none}\n"
                    + "objective: wasserstein\nregularisers: [gradient-penalty]",
                "data: {name: shapes, size: 16}\nnetwork: {name: dcgan, latent: 4, width: 2, norm: none}\n"
                    + "objective: hinge\nregularisers: [spectral-normalisation, dragan]",
                "data: {name: sentences, length: 8}\nnetwork: {name: char-resnet, width: 4}",
                "data: {name: colour-scenes, size: 16}\ngenerator: {name: u-net, width: 2}\n"
                    + "discriminator: {name: u-net, width: 2, patch: 16}\nconditioning: concatenation\n"
                    + "regularisers: [paired-error]",
                "data: {name: captions, size: 16}\nnetwork: {name: text, width: 2}\n"
                    + "conditioning: [sentence-reader, matching-aware]",
            ];
            var data = new TheoryData<string, string>();
            foreach (var game in games)
            {
                foreach (var rule in (string[])["adam", "extragradient", "consensus", "symplectic-adjustment"])
                {
                    data.Add(game, rule);
                }
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchTheory]
    [MemberData(nameof(Updates))]
    public void An_update_copies_nothing_out(string game, string rule)
    {
        var configuration = Configuration.Read($"{game}\nrule: {{name: {rule}, eta: 0.001}}\nbatch: 4", "test");
        using var items = configuration.Items(Data);

        // as on a device, whose elements no code of ours reaches
        var played = new NeuralGame(configuration.Gan, items, 1, DType.Float64) { Written = false };
        using var session = new Session(played, configuration.Rule, 1, 0.9);
        session.Advance(2);
        var before = Tensor.CopiesOut;
        session.Advance(3);
        Assert.Equal(before, Tensor.CopiesOut);
        Assert.True(session.IsFinite());
        Assert.NotEqual(before, Tensor.CopiesOut); // or the count would count nothing
    }

    [TorchFact]
    public void Batches_are_the_same_where_all_items_lie_on_the_device()
    {
        using var scope = new TensorScope();
        using var items = new Shapes(Size: 16, Items: 30).Open(Data, 1);
        var (read, resident) = (
            new Batches(items, 3, 8, DType.Float32, "cpu"),
            new Batches(items, 3, 8, DType.Float32, "cpu") { OnDevice = true });
        for (var step = 0; step < 9; step++)
        {
            var key = new SampleKey(1, 0, step, step % 2);
            Assert.Equal(read.Read(key).ToDoubles(), resident.Read(key).ToDoubles());
        }
    }

    [HalfProductsFact]
    public void Products_in_bfloat16_are_near_those_in_single_precision()
    {
        using var scope = new TensorScope();
        const string Network = "network: {name: dcgan, latent: 4, width: 4, norm: none}"; // norms of 8 magnify
        var yaml = Images.Replace("network: {name: dcgan, latent: 4, width: 4}", Network, StringComparison.Ordinal);
        var (half, whole) = (Read($"{yaml}\nprecision: bfloat16"), Read(yaml));
        using var items = whole.Items(Data);
        var (rounded, exact) = (half.Game(items), whole.Game(items));
        var (state, key) = (exact.Start(1), new SampleKey(1, 0, 0, 0));
        _ = rounded.Start(1);
        foreach (var player in Enum.GetValues<Player>())
        {
            var (one, other) = (Gradient(rounded, player), Gradient(exact, player));
            Assert.Equal(DType.Float32, one.DType);
            var apart = (one - other).Norm() / other.Norm();
            Assert.InRange(apart, 1e-4, 0.3); // 8 bits a number, and slopes that nearly cancel
        }

        Tensor Gradient(NeuralGame game, Player player)
        {
            Span<Tensor> gradient = new Tensor[1];
            game.Gradient(player, player, state, gradient, key);
            return gradient[0];
        }
    }

    [HalfProductsTheory]
    [InlineData("")]
    [InlineData("\nregularisers: [r1]")]
    public void A_run_in_bfloat16_is_resumed_to_the_same_bytes(string more)
    {
        var whole = Train("whole", Read($"{Images}{more}\nprecision: bfloat16\nsteps: 6\ncheckpoint-every: 3"));
        var stopped = Train("stopped", Read($"{Images}{more}\nprecision: bfloat16\nsteps: 3"));
        var longer = stopped.ReadConfiguration(new KeyValuePair<string, string>("steps", "6"));
        new Trainer(stopped, longer, Data, TimeProvider.System).Run(null, default);
        Assert.Equal("finished", whole.State.Status);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.LastCheckpoint()!));

        var single = Train("single", Read($"{Images}{more}\nsteps: 6"));
        Assert.NotEqual(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(single.LastCheckpoint()!));
    }

    [TorchFact]
    public void Tf32_is_refused_where_there_is_none()
    {
        var failure = Assert.Throws<SettingsException>(() => Read($"{Images}\nprecision: tf32"));
        Assert.Contains("tf32", failure.Message, StringComparison.Ordinal);
        Assert.Contains("device=cuda", failure.Message, StringComparison.Ordinal);
    }

    private static Configuration Read(string yaml) => Configuration.Read(yaml, "test");

    private RunFolder Train(string name, Configuration configuration)
    {
        var run = RunFolder.Create(Path.Combine(_folder, name), configuration);
        new Trainer(run, configuration, Data, TimeProvider.System).Run(null, default);
        return run;
    }
}
