using Saddle.Games;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// A GAN in training: the game, the rule at work on it, both players' parameters, the rule's memory, the generator's
/// running average and the number of updates made. Whoever trains takes the same step: a run with a folder, a snapshot
/// that goes on, a GAN that somebody watches.
/// </summary>
/// <remarks>
/// Random numbers and the order of the data are functions of seed and step, so there is nothing else to keep. It must
/// be closed on the thread that made it, before any scope that was open then.
/// </remarks>
internal sealed class Session : IDisposable
{
    private readonly TensorScope _scope = new();
    private readonly IReadOnlyList<Stage> _stages;
    private readonly ulong _seed;
    private readonly ProcessGroup? _group;
    private Stage _stage;
    private Update<Tensor> _update;
    private Tensor[] _all;
    private long _step;
    private readonly double _decay;

    /// <summary>A GAN before its first update.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The update rule.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="decay">The decay of the generator's running average, per update, in [0, 1); 0 for none.</param>
    /// <exception cref="NotSupportedException">The rule cannot drive a network; the message says why.</exception>
    public Session(NeuralGame game, Rule rule, ulong seed, double decay)
        : this(game, [new(long.MaxValue, game.Gan, rule)], seed, decay)
    {
    }

    /// <summary>A GAN before its first update, which is trained in stages.</summary>
    /// <param name="game">The game.</param>
    /// <param name="stages">The stages in order; the last has no end.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="decay">The decay of the generator's running average, per update, in [0, 1); 0 for none.</param>
    /// <param name="group">The processes that make each update together; null for this one alone.</param>
    /// <exception cref="NotSupportedException">A rule cannot drive a network; the message says why.</exception>
    public Session(
        NeuralGame game, IReadOnlyList<Stage> stages, ulong seed, double decay, ProcessGroup? group = null)
    {
        (Game, _stages, _stage, _seed, _decay, _group) = (game, stages, stages[0], seed, decay, group);
        try
        {
            game.Descend(_stage.Gan);
            _update = _stage.Rule.Bind<Tensor>(game.Trained(group));
            var players = game.Start(seed);
            Tensor average = decay > 0 ? players[(int)Player.Generator].Clone() : 0;
            _all = [.. players, average, .. new Tensor[_update.MemorySize]];
            Begin();
        }
        catch
        {
            _scope.Dispose(); // or all that this thread makes from here on would be kept in it
            throw;
        }
    }

    /// <summary>The game.</summary>
    public NeuralGame Game { get; }

    /// <summary>The rule of the present stage.</summary>
    public Rule Rule => _stage.Rule;

    /// <summary>
    /// The number of updates that have been made. Where another stage begins there, the rule's memory begins too.
    /// </summary>
    public long Step
    {
        get => _step;
        set
        {
            _step = value;
            var stage = _stages.First(s => value < s.Until);
            if (!ReferenceEquals(stage, _stage))
            {
                _stage = stage;
                Game.Descend(stage.Gan);
                _update = stage.Rule.Bind<Tensor>(Game.Trained(_group));
                _all = [.. _all[..3], .. new Tensor[_update.MemorySize]];
                Game.HandOver(Players, ref Average);
                Begin();
            }
        }
    }

    /// <summary>Both players' parameters, flat: the game's state.</summary>
    public Span<Tensor> Players => _all.AsSpan(0, 2);

    /// <summary>The generator's running average; a number where none is kept.</summary>
    public ref Tensor Average => ref _all[2];

    /// <summary>Whether a running average of the generator is kept.</summary>
    public bool Averages => !Average.IsNumber;

    /// <summary>The rule's memory.</summary>
    public Span<Tensor> Memory => _all.AsSpan(3);

    /// <summary>The generator that samples are drawn from: the running average where there is one.</summary>
    public Tensor Generator => Averages ? Average : Players[(int)Player.Generator];

    /// <summary>The random sample that the next update sees.</summary>
    private SampleKey Key => StreamName.Training.Key(_seed, Step);

    /// <summary>Makes updates.</summary>
    /// <param name="updates">How many.</param>
    public void Advance(long updates = 1)
    {
        // its own: the innermost may be a caller's, which would keep all that an update makes
        using var scope = new TensorScope();
        for (var i = 0L; i < updates; i++)
        {
            _update.Step(Players, Memory, Key);
            if (Averages)
            {
                Average = Tensor.FusedMultiplyAdd(_decay, Average, (1 - _decay) * Players[(int)Player.Generator]);
            }

            Step++;
            scope.Sweep(_all);
        }

        foreach (var tensor in _all)
        {
            scope.Give(tensor, _scope);
        }

        Sweep();
    }

    /// <summary>What tells whether training is healthy, on a sample that no update sees.</summary>
    public IReadOnlyList<(string Name, double Value)> Diagnose() => Game.Diagnose(Players, Key);

    /// <summary>Whether all parameters are finite numbers still.</summary>
    public bool IsFinite() => Players[0].IsFinite() && Players[1].IsFinite();

    /// <summary>Goes on from where another one of the same networks stands.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="remembers">
    /// Whether with its memory, which is then of the same rule with other settings; else the memory begins there.
    /// </param>
    public void GoOnFrom(Session other, bool remembers = false)
    {
        foreach (var player in Enum.GetValues<Player>())
        {
            Players[(int)player] = other.Players[(int)player].Clone();
            Game.Network(player).Restore(other.Game.Network(player).Buffers);
        }

        Average = other.Averages ? other.Average.Clone() : other.Average;
        Step = other.Step;
        if (!remembers)
        {
            Begin();
            return;
        }

        for (var i = 0; i < Memory.Length; i++)
        {
            Memory[i] = other.Memory[i].Clone();
        }

        Sweep();
    }

    /// <summary>Frees what is no longer part of the state, after the state was set.</summary>
    public void Sweep() => _scope.Sweep(_all);

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();

    private void Begin()
    {
        _update.Begin(Players, Memory, Key);
        Sweep();
    }
}
