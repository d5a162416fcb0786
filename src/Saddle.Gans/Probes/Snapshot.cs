using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>A GAN at one moment of its training, with its data and what was written down on the way: what probes look at.</summary>
public sealed class Snapshot : IDisposable
{
    // Draws that no rule makes, and that the diagnosis of training does not use.
    private const int FirstDraw = 1024;
    private const int Draws = 2048;
    private const int FirstRun = 16;

    private readonly TensorScope _scope = new();
    private readonly NeuralGame _game;
    private readonly TrainingState _state;

    private Snapshot(Configuration configuration, IItems items, ulong seed, IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> history)
    {
        (Configuration, Items, Seed, History) = (configuration, items, seed, history);
        var settings = configuration.Settings;
        _game = new(configuration.Gan, items, (ulong)settings.Seed, settings.Type, settings.Device);
        var update = configuration.Rule.Bind<Tensor>(_game);
        _state = new(_game.Start((ulong)settings.Seed), update.MemorySize, settings.Ema > 0);
        update.Begin(_state.Players, _state.Memory, new Sample((ulong)settings.Seed, 0, 0, 0));
    }

    /// <summary>Everything that decides the run.</summary>
    public Configuration Configuration { get; }

    /// <summary>The data.</summary>
    public IItems Items { get; }

    /// <summary>The seed of what probes draw.</summary>
    public ulong Seed { get; }

    /// <summary>The figures written down in training, by name, each with its steps in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> History { get; }

    /// <summary>The number of updates made.</summary>
    public long Step => _state.Step;

    /// <summary>Both players' parameters, flat.</summary>
    public ReadOnlySpan<Tensor> Players => _state.Players;

    /// <summary>What the rule remembers.</summary>
    public ReadOnlySpan<Tensor> Memory => _state.Memory;

    /// <summary>The generator that samples are drawn from: its running average where the run keeps one.</summary>
    public Tensor Generator => _state.Best;

    /// <summary>The game that is trained.</summary>
    public NeuralGame Game => _game;

    /// <summary>The moment of a run's checkpoint.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <param name="seed">The seed of what probes draw.</param>
    /// <exception cref="SettingsException">There is no such checkpoint.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static Snapshot Open(RunFolder run, DataFolder data, string checkpoint, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (file, configuration) = (run.Find(checkpoint), run.Configuration);
        var snapshot = new Snapshot(configuration, configuration.Data.Open(data, (ulong)configuration.Settings.Seed), seed, MetricsLog.Read(run));
        Checkpoint.Read(file, snapshot._game, snapshot._state);
        return snapshot;
    }

    /// <summary>The moment before the first update.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="seed">The seed of what probes draw.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static Snapshot AtStart(Configuration configuration, DataFolder data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration, configuration.Data.Open(data, (ulong)configuration.Settings.Seed), seed, new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal));
    }

    /// <summary>Goes on training for some updates, as the run would.</summary>
    /// <param name="updates">How many.</param>
    /// <exception cref="NotSupportedException">The rule cannot drive a network.</exception>
    public void Train(long updates)
    {
        var update = Configuration.Rule.Bind<Tensor>(_game);
        using var scope = new TensorScope(); // its own: the caller may have opened one since, which would keep all that training makes
        for (var i = 0L; i < updates; i++)
        {
            update.Step(_state.Players, _state.Memory, new Sample((ulong)Configuration.Settings.Seed, 0, _state.Step, 0));
            _state.Step++;
            scope.Sweep(_state.All);
        }

        foreach (var tensor in _state.All)
        {
            scope.Give(tensor, _scope);
        }

        _scope.Sweep(_state.All);
    }

    /// <summary>The same moment under another rule, whose memory is empty.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="data">Where data sets lie.</param>
    public Snapshot Under(Rule rule, DataFolder data)
    {
        var configuration = Configuration with { Rule = rule };
        var other = new Snapshot(configuration, configuration.Data.Open(data, (ulong)configuration.Settings.Seed), Seed, History);
        foreach (var player in Enum.GetValues<Player>())
        {
            other._state.Players[(int)player] = _state.Players[(int)player].Clone();
            other._game.Network(player).Restore(_game.Network(player).Buffers);
        }

        other._state.Step = Step;
        return other;
    }

    /// <summary>Moves a player: what a failure is planted with.</summary>
    /// <param name="player">The player.</param>
    /// <param name="by">What is added to its parameters, flat.</param>
    internal void Move(Player player, Tensor by) => _state.Players[(int)player] += by;

    /// <summary>The key of one of many independent evaluations, none of which training makes; nothing is committed.</summary>
    /// <param name="purpose">Tells the evaluations of one measurement from another's.</param>
    /// <param name="index">The evaluation's number, from 0.</param>
    public Sample Key(int purpose, long index) => new(Seed, FirstRun + purpose, Step + (index / Draws), FirstDraw + (int)(index % Draws), Extrapolated: true);

    /// <summary>
    /// The same networks in another game: with another objective, other regularisers, or another type of numbers. An encoder or a
    /// second discriminator that no regulariser asks for any more is left behind.
    /// </summary>
    /// <param name="objective">The objective; null for the run's.</param>
    /// <param name="regularisers">The regularisers; null for the run's.</param>
    /// <param name="type">The type of the numbers; null for the run's.</param>
    public (NeuralGame Game, Tensor[] State) With(Objective? objective = null, IReadOnlyList<Regulariser>? regularisers = null, DType? type = null)
    {
        var settings = Configuration.Settings;
        var gan = Configuration.Gan with { Objective = objective ?? Configuration.Objective, Regularisers = regularisers ?? Configuration.Regularisers };
        var (numbers, device) = (type ?? settings.Type, settings.Device);
        var game = new NeuralGame(gan, Items, (ulong)settings.Seed, numbers, device);
        var state = game.Start(Seed);
        foreach (var player in Enum.GetValues<Player>())
        {
            var (to, from) = (game.Network(player), _game.Network(player));
            if (Carries(from, to))
            {
                state[(int)player] = _state.Players[(int)player].Narrow(0, 0, to.Blueprint.Size).To(device, numbers);
                to.Restore([.. from.Buffers.Take(to.Blueprint.Buffers.Count).Select(b => b.To(device, numbers))]);
            }
        }

        return (game, state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Items.Dispose();
        _scope.Dispose();
    }

    // A network whose weights are normalised has buffers that one without has not: then it starts afresh, and whoever asked must know.
    private static bool Carries(PlayerNetwork from, PlayerNetwork to) =>
        to.Blueprint.Buffers.Select(b => b.Name).SequenceEqual(from.Blueprint.Buffers.Take(to.Blueprint.Buffers.Count).Select(b => b.Name), StringComparer.Ordinal)
        && to.Blueprint.Parameters.Select(p => p.Name).SequenceEqual(from.Blueprint.Parameters.Take(to.Blueprint.Parameters.Count).Select(p => p.Name), StringComparer.Ordinal);
}
