using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// Updates of a neural GAN, drawing the batches included, beside a plain PyTorch loop on the same libtorch, one thread
/// each.
/// </summary>
internal abstract class GanStepComparison : Comparison
{
    public override string Unit => "updates a second of processor time, one thread";

    /// <summary>The peer's script.</summary>
    protected abstract string Script { get; }

    /// <summary>The script of the same updates tuned by hand, if there is one.</summary>
    protected virtual string? Tuned => null;

    /// <summary>The updates a turn.</summary>
    protected abstract int Steps { get; }

    /// <summary>The least ratio to the peer's rate that is asked for.</summary>
    protected abstract double Least { get; }

    protected abstract Gan Gan { get; }

    protected abstract DataSet Data { get; }

    /// <summary>Whose updates are timed: both players', or the discriminator's alone.</summary>
    protected virtual bool DiscriminatorOnly => false;

    protected override void Enter(Race race)
    {
        race.Targets.Add(
            new(FormattableString.Invariant($"at least {Least:F2} times PyTorch's rate"), "PyTorch", Least));
        var ours = race.Own(new Training(Gan, Data, DiscriminatorOnly));
        ours.Run(2);
        race.Enter(
            "Saddle",
            $"libtorch {TorchRuntime.Version}, {TorchRuntime.VectorLevel}",
            () => Steps / Race.Seconds(() => ours.Run(Steps)));
        EnterBothPeers(race, "PyTorch", Script);
        if (Tuned is not null)
        {
            race.Targets.Add(new("at most 0.65 of the tuned loop's time", "tuned PyTorch", 1 / 0.65));
            EnterBothPeers(race, "tuned PyTorch", Tuned);
        }
    }

    private void EnterBothPeers(Race race, string name, string script)
    {
        EnterPeer(race, name, script, "its own choice of vector instructions", new(StringComparer.Ordinal));
        EnterPeer(
            race,
            $"{name}, AVX-512",
            script,
            "ATEN_CPU_CAPABILITY=avx512",
            new(StringComparer.Ordinal) { ["ATEN_CPU_CAPABILITY"] = "avx512" });
    }

    private void EnterPeer(Race race, string name, string script, string note, Dictionary<string, string> environment)
    {
        try
        {
            var peer = race.Own(new PythonPeer(script, [[0.0]], environment));
            race.Enter(name, $"{peer.Versions}; {note}", () => Steps / peer.Seconds(Steps));
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            race.Absent.Add(new(name, failure.Message));
        }
    }

    private sealed class Training : IDisposable
    {
        private readonly TensorScope _scope = new();
        private readonly IItems _items;
        private readonly NeuralGame _game;
        private readonly Update<Tensor> _update;
        private readonly Tensor[] _state;
        private readonly Tensor[] _memory;
        private long _step;

        public Training(Gan gan, DataSet data, bool discriminatorOnly)
        {
            TorchRuntime.SetThreads(1, 1);
            _items = data.Open(new DataFolder("."), 1);
            _game = new(gan, _items, 1);
            // as the peer's loop
            Rule rule = new Adam(Beta1: 0.5) { Order = Order.DFirst, Fresh = false, EtaG = 2e-4, EtaD = 2e-4 };
            _update = rule.Bind<Tensor>(discriminatorOnly ? new FrozenGenerator(_game) : _game);
            _state = _game.Start(1);
            _memory = new Tensor[_update.MemorySize];
            _update.Begin(_state, _memory, new SampleKey(1, 0, 0, 0));
            _scope.Sweep(_state, _memory);
        }

        public void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                _update.Step(_state, _memory, new SampleKey(1, 0, _step++, 0));
                _scope.Sweep(_state, _memory);
            }
        }

        public void Dispose()
        {
            _items.Dispose();
            _scope.Dispose();
        }
    }
}

/// <summary>The GAN of points in the plane.</summary>
internal sealed class MlpStepComparison : GanStepComparison
{
    private static readonly Mlp Network = new(Latent: 2, Width: 128, Depth: 2);

    public override string Name => "gan-mlp";

    public override string Summary =>
        "a GAN of points: two hidden layers of 128 each, batch 256, Adam, one update of both players";

    protected override string Script => "gan_mlp";

    protected override string Tuned => "gan_mlp_tuned";

    protected override int Steps => 500;

    protected override double Least => 1 / 0.7;

    protected override Gan Gan => new(Network, Network, new NonSaturating(), [], 256);

    protected override DataSet Data => new Ring();
}

/// <summary>The convolutional GAN of 32x32 images.</summary>
internal sealed class DcganStepComparison : GanStepComparison
{
    private static readonly Dcgan Network = new(Width: 32);

    public override string Name => "gan-dcgan";

    public override string Summary =>
        "DCGAN of 32x32 colour images, width 32, batch 64, Adam, one update of both players";

    protected override string Script => "gan_dcgan";

    protected override int Steps => 5;

    protected override double Least => 1;

    protected override Gan Gan => new(Network, Network, new NonSaturating(), [], 64);

    protected override DataSet Data => new Shapes();
}

/// <summary>The critic of a Wasserstein GAN with gradient penalty.</summary>
internal sealed class CriticStepComparison : GanStepComparison
{
    private static readonly Dcgan Network = new(Width: 32, Norm: Normalisation.None);

    public override string Name => "gan-critic";

    public override string Summary =>
        "a critic's update with gradient penalty: DCGAN's of 32x32 colour images, width 32, no normalisation, "
            + "batch 64, Adam";

    protected override string Script => "gan_critic";

    protected override int Steps => 5;

    protected override double Least => 1;

    protected override bool DiscriminatorOnly => true;

    protected override Gan Gan => new(Network, Network, new Wasserstein(), [new GradientPenalty()], 64);

    protected override DataSet Data => new Shapes();
}
