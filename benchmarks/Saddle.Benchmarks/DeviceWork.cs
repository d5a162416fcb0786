using Saddle.Data;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>What is trained on a device: a GAN in words, of data that are drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its networks, data and losses, as a configuration has them.</param>
internal sealed record DeviceWork(string Name, string Text)
{
    // Where DCGAN learns images: Heusel et al. 2017 (arXiv:1706.08500), section A5; the same in Gulrajani et al. 2017.
    private const string Images = "data: {name: shapes, size: 32, items: 4096}\nbatch: 64\n";
    private const string Descent = "rule: {name: adam, order: d-first, fresh: false, eta: 0.0002, beta1: 0.5}\n";

    /// <summary>Those whose rates are taken beside a PyTorch loop of the same.</summary>
    public static IReadOnlyList<DeviceWork> Timed { get; } =
    [
        new("dcgan", $"{Images}{Descent}network: {{name: dcgan, width: 64, latent: 100, law: uniform}}\n"),
        new(
            "critic",
            $"{Images}{Descent}network: {{name: dcgan, width: 64, latent: 100, law: uniform, norm: none}}\n"
            + "objective: wasserstein\nregularisers: [gradient-penalty]\n") { IsOfCritic = true },
        new(
            "mlp",
            $"data: ring\nbatch: 256\n{Descent}"
            + "network: {name: mlp, latent: 2, width: 128, depth: 2}\n"),
    ];

    /// <summary>Small ones of every network, for a comparison number by number.</summary>
    public static IReadOnlyList<DeviceWork> Compared { get; } =
    [
        new("mlp", "data: ring\nnetwork: {name: mlp, latent: 2, width: 32}"),
        new("mlp, r1 and r2", "data: ring\nnetwork: {name: mlp, latent: 2, width: 32}\nregularisers: [r1, r2]"),
        new("dcgan", "data: {name: shapes, size: 32}\nnetwork: {name: dcgan, width: 8}"),
        new(
            "dcgan, gradient penalty",
            "data: {name: shapes, size: 32}\nnetwork: {name: dcgan, width: 8, norm: none}\n"
            + "objective: wasserstein\nregularisers: [gradient-penalty]"),
        new("dcgan-pytorch", "data: {name: shapes, size: 64}\nnetwork: {name: dcgan-pytorch, width: 4}"),
        new(
            "resnet-cifar",
            "data: {name: shapes, size: 32}\nnetwork: {name: resnet-cifar, width: 8}\nobjective: hinge\n"
            + "regularisers: [spectral-normalisation]"),
        new(
            "resnet-mimicry",
            "data: {name: shapes, size: 32}\nnetwork: {name: resnet-mimicry, width: 8}\nobjective: hinge\n"
            + "regularisers: [spectral-normalisation]"),
        new("resnet-wgan-gp", "data: {name: shapes, size: 32}\nnetwork: {name: resnet-wgan-gp, width: 4}"),
        new("char-resnet", "data: {name: sentences, length: 16}\nnetwork: {name: char-resnet, width: 16}"),
        new(
            "u-net",
            "data: {name: colour-scenes, size: 16}\ngenerator: {name: u-net, width: 8, latent: 4, dropout: 0}\n"
            + "discriminator: {name: u-net, width: 8, patch: 16}\nconditioning: concatenation\n"
            + "regularisers: [paired-error]"),
        new(
            "text",
            "data: {name: captions, size: 16}\nnetwork: {name: text, width: 8, refinement: memory}\n"
            + "conditioning: [sentence-reader, matching-aware]"),
        new(
            "dcgan, projection",
            "data: {name: stacked-digits, digits: 1, size: 16}\nnetwork: {name: dcgan, width: 8}\n"
            + "conditioning: [conditional-batch-norm, projection]"),
    ];

    /// <summary>Whether the discriminator's updates alone are timed.</summary>
    public bool IsOfCritic { get; init; }

    /// <summary>The same at an eighth of the width.</summary>
    public DeviceWork Small() => this with
    {
        Text = Text.Replace("width: 64", "width: 8", StringComparison.Ordinal)
            .Replace("width: 128", "width: 16", StringComparison.Ordinal),
    };

    /// <summary>The configuration.</summary>
    /// <param name="more">Further lines.</param>
    public Configuration Configuration(string more = "")
    {
        var text = Text.TrimEnd('\n');
        var rule = text.Contains("rule:", StringComparison.Ordinal) ? "" : "rule: {name: simultaneous, eta: 0.001}";
        var batch = text.Contains("batch:", StringComparison.Ordinal) ? "" : "batch: 16";
        return Gans.Training.Configuration.Read(
            string.Join('\n', ((string[])[text, rule, batch, more]).Where(line => line.Length > 0)), Name);
    }
}

/// <summary>A GAN that is trained on a device, outside any run.</summary>
internal sealed class DeviceTraining : IDisposable
{
    private readonly TensorScope _scope = new();
    private readonly IItems _items;
    private readonly Update<Tensor> _update;
    private readonly Tensor[] _memory;
    private long _step;

    /// <summary>Sets it up.</summary>
    /// <param name="configuration">The GAN and its rule.</param>
    /// <param name="isOfCritic">Whether the generator stays as it is.</param>
    public DeviceTraining(Configuration configuration, bool isOfCritic = false)
    {
        var settings = configuration.Settings;
        TorchRuntime.SetDevice(settings.Device, settings.Precision == Precision.Tf32, settings.Deterministic);
        _items = configuration.Items(new DataFolder("."));
        Game = configuration.Game(_items);
        _update = configuration.Rule.Bind<Tensor>(isOfCritic ? new FrozenGenerator(Game) : Game);
        Players = Game.Start(1);
        _memory = new Tensor[_update.MemorySize];
        _update.Begin(Players, _memory, Key);
        _scope.Sweep(Players, _memory);
    }

    public NeuralGame Game { get; }

    /// <summary>Both players' parameters, flat.</summary>
    public Tensor[] Players { get; }

    /// <summary>The sample that the next update sees.</summary>
    public SampleKey Key => new(1, 0, _step, 0);

    /// <summary>Makes updates, and waits until they are done.</summary>
    public void Run(int updates)
    {
        using var scope = new TensorScope(); // the innermost may be another training's
        for (var i = 0; i < updates; i++)
        {
            _update.Step(Players, _memory, Key);
            _step++;
            scope.Sweep(Players, _memory);
        }

        _ = Tensor.Sum(Players[1].Narrow(0, 0, 1)).Item();
        foreach (var tensor in (Tensor[])[.. Players, .. _memory])
        {
            scope.Give(tensor, _scope);
        }

        _scope.Sweep(Players, _memory);
    }

    public void Dispose()
    {
        _items.Dispose();
        _scope.Dispose();
    }
}
